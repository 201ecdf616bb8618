import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  GetContextKeysForPrincipalPolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { allow, createRole, createUser, deny, policyArn, roleArn, userArn, variable } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

async function simulate(wish: Partial<SimulatePrincipalPolicyCommandInput>) {
  const command = new SimulatePrincipalPolicyCommand({
    PolicySourceArn: roleArn("app"),
    ActionNames: ["s3:GetObject"],
    ...wish,
  });
  return (await aws.admin.iam.send(command)).EvaluationResults ?? [];
}

const OBJECT = "arn:aws:s3:::bucket/key";
const CUTOFF = "2026-03-01T09:00:30Z";

const issuedAt = (time: string) => ({
  ContextEntries: [{ ContextKeyName: "aws:TokenIssueTime", ContextKeyType: "date" as const, ContextKeyValues: [time] }],
});

test("a deny of older sessions: explicit for a token issued before the cutoff, none for one issued at it", async () => {
  await createRole(aws, "app", { may: [allow("s3:*")] });
  const Condition = { DateLessThan: { "aws:TokenIssueTime": CUTOFF } };
  const PolicyDocument = policy({ ...deny("*"), Condition });
  await aws.admin.iam.send(
    new PutRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions", PolicyDocument }),
  );
  const [older] = await simulate(issuedAt("2026-03-01T09:00:29Z"));
  expect(older?.EvalDecision).toBe("explicitDeny");
  expect(older?.MatchedStatements).toMatchObject([
    { SourcePolicyId: "role_app_AWSRevokeOlderSessions", SourcePolicyType: "IAM Policy" },
  ]);
  const [newer] = await simulate(issuedAt(CUTOFF));
  expect(newer?.EvalDecision).toBe("allowed");
  const [unknown] = await simulate({});
  expect(unknown).toMatchObject({ EvalDecision: "allowed", MissingContextValues: ["aws:TokenIssueTime"] });
});

test("the simulator reads the newest policies, before they are enforced", async () => {
  aws.aws.world().settings.iamPropagation = 3_600_000;
  await createRole(aws, "app", { may: [allow("s3:*")] });
  expect((await simulate({}))[0]?.EvalDecision).toBe("allowed");
});

test("each action on each resource has a result of its own, with what allows it and where that stands", async () => {
  await createRole(aws, "app", { may: [allow("s3:GetObject", OBJECT)] });
  const results = await simulate({
    ActionNames: ["s3:GetObject", "s3:PutObject"],
    ResourceArns: [OBJECT, "arn:aws:s3:::bucket/other"],
  });
  expect(
    results.map(({ EvalActionName, EvalResourceName, EvalDecision }) => [
      EvalActionName,
      EvalResourceName,
      EvalDecision,
    ]),
  ).toEqual([
    ["s3:GetObject", OBJECT, "allowed"],
    ["s3:GetObject", "arn:aws:s3:::bucket/other", "implicitDeny"],
    ["s3:PutObject", OBJECT, "implicitDeny"],
    ["s3:PutObject", "arn:aws:s3:::bucket/other", "implicitDeny"],
  ]);
  expect(results[0]).toMatchObject({
    EvalDecisionDetails: {},
    MissingContextValues: [],
    ResourceSpecificResults: [{ EvalResourceName: OBJECT, EvalResourceDecision: "allowed" }],
    MatchedStatements: [{ StartPosition: { Line: 1, Column: 39 }, EndPosition: { Line: 1 } }],
  });
});

test("results come in pages", async () => {
  await createRole(aws, "app");
  const ActionNames = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];
  const ask = (Marker?: string) =>
    aws.admin.iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: roleArn("app"),
        ActionNames,
        MaxItems: 2,
        ...(Marker ? { Marker } : {}),
      }),
    );
  const first = await ask();
  expect(first.EvaluationResults).toHaveLength(2);
  const second = await ask(first.Marker);
  expect(second).toMatchObject({ IsTruncated: false, EvaluationResults: [{ EvalActionName: "s3:DeleteObject" }] });
});

test("a user's groups count, and further policies can be tried on top", async () => {
  await createUser(aws, "ann");
  await aws.admin.iam.send(new CreateGroupCommand({ GroupName: "g" }));
  await aws.admin.iam.send(new AddUserToGroupCommand({ GroupName: "g", UserName: "ann" }));
  await aws.admin.iam.send(
    new AttachGroupPolicyCommand({ GroupName: "g", PolicyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }),
  );
  const source = { PolicySourceArn: userArn("ann") };
  const [allowed] = await simulate(source);
  expect(allowed).toMatchObject({
    EvalDecision: "allowed",
    MatchedStatements: [{ SourcePolicyId: "AmazonS3ReadOnlyAccess" }],
  });
  const [denied] = await simulate({ ...source, PolicyInputList: [policy(deny("s3:*"))] });
  expect(denied).toMatchObject({
    EvalDecision: "explicitDeny",
    MatchedStatements: [{ SourcePolicyId: "PolicyInputList.1" }],
  });
});

test("the entity's boundary counts, and one in the request stands in its place", async () => {
  await createRole(aws, "app", { may: [allow("s3:*")] });
  await aws.admin.iam.send(new CreatePolicyCommand({ PolicyName: "bound", PolicyDocument: policy(allow("ec2:*")) }));
  await aws.admin.iam.send(
    new PutRolePermissionsBoundaryCommand({ RoleName: "app", PermissionsBoundary: policyArn("bound") }),
  );
  const [within] = await simulate({});
  expect(within).toMatchObject({
    EvalDecision: "implicitDeny",
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
  });
  const [instead] = await simulate({ PermissionsBoundaryPolicyInputList: [policy(allow("s3:*"))] });
  expect(instead).toMatchObject({
    EvalDecision: "allowed",
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
  });
});

test("a resource policy can be tried on a user, in its account and from another", async () => {
  await createUser(aws, "ann");
  const bucket = (name: string, more = {}) => ({
    PolicySourceArn: userArn("ann"),
    ResourceArns: [OBJECT],
    ResourcePolicy: policy({ ...allow("s3:GetObject", OBJECT), Principal: { AWS: userArn(name) } }),
    ...more,
  });
  expect((await simulate(bucket("ann")))[0]?.EvalDecision).toBe("allowed");
  const [foreign] = await simulate(bucket("ann", { ResourceOwner: "444455556666" }));
  expect(foreign?.EvalDecision).toBe("implicitDeny");
  expect(Object.keys(foreign?.EvalDecisionDetails ?? {})).not.toHaveLength(0);
});

test("policies can be tried without anybody who has them", async () => {
  const command = new SimulateCustomPolicyCommand({
    PolicyInputList: [policy({ ...allow("s3:GetObject", `arn:aws:s3:::${variable("aws:PrincipalTag/team")}/*`) })],
    ActionNames: ["s3:GetObject"],
    ResourceArns: [OBJECT],
    ContextEntries: [
      { ContextKeyName: "aws:PrincipalTag/team", ContextKeyType: "string", ContextKeyValues: ["bucket"] },
    ],
  });
  const { EvaluationResults } = await aws.admin.iam.send(command);
  expect(EvaluationResults?.[0]?.EvalDecision).toBe("allowed");
});

test("the keys that a role's policies ask for can be listed", async () => {
  await createRole(aws, "app", {
    may: [
      {
        ...allow("s3:*", `arn:aws:s3:::${variable("aws:username")}`),
        Condition: { Bool: { "aws:SecureTransport": "true" } },
      },
    ],
  });
  const ask = new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn: roleArn("app") });
  expect((await aws.admin.iam.send(ask)).ContextKeyNames).toEqual(["aws:SecureTransport", "aws:username"]);
});

test("what makes no sense is InvalidInput", async () => {
  await createRole(aws, "app");
  await expect(simulate({ ActionNames: ["s3:*"] })).rejects.toMatchObject({ name: "InvalidInputException" });
  await expect(simulate({ PolicyInputList: ["{}"] })).rejects.toMatchObject({ name: "InvalidInputException" });
  await expect(simulate(issuedAt("yesterday"))).rejects.toMatchObject({ name: "InvalidInputException" });
  await expect(simulate({ ResourcePolicy: policy(allow("s3:*")) })).rejects.toMatchObject({
    name: "InvalidInputException",
  });
  await expect(simulate({ PolicySourceArn: roleArn("nope") })).rejects.toMatchObject({ name: "NoSuchEntityException" });
});
