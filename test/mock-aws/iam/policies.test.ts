import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRolePermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetUserPolicyCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  PutGroupPolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  SetDefaultPolicyVersionCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy, type Statement } from "../../support/session.ts";
import { allow, assume, createRole, createUser, deny, policyArn, userArn } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const LOOK = new GetRoleCommand({ RoleName: "app" });

async function createPolicy(PolicyName: string, ...statements: readonly Statement[]) {
  await aws.admin.iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: policy(...statements) }));
  return policyArn(PolicyName);
}

test("PutRolePolicy replaces the policy of that name whole", async () => {
  await createRole(aws, "app", { may: [allow("iam:GetRole")] });
  const session = aws.as(await assume(aws.admin, "app"));
  await session.iam.send(LOOK);
  const put = new PutRolePolicyCommand({ RoleName: "app", PolicyName: "work", PolicyDocument: policy(allow("s3:*")) });
  await aws.admin.iam.send(put);
  await expect(session.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
  const { PolicyNames } = await aws.admin.iam.send(new ListRolePoliciesCommand({ RoleName: "app" }));
  expect(PolicyNames).toEqual(["work"]);
});

test("an inline policy comes back as it was written, URL-encoded", async () => {
  await createUser(aws, "ann");
  const PolicyDocument = policy(
    allow("apigateway:PUT", "arn:aws:apigateway:us-east-1::/tags/arn%3Aaws%3Aapigateway%3Aus-east-1"),
  );
  await aws.admin.iam.send(new PutUserPolicyCommand({ UserName: "ann", PolicyName: "p", PolicyDocument }));
  const shown = await aws.admin.iam.send(new GetUserPolicyCommand({ UserName: "ann", PolicyName: "p" }));
  expect(shown).toMatchObject({ UserName: "ann", PolicyName: "p" });
  expect(shown.PolicyDocument).not.toContain("{");
  expect(decodeURIComponent(shown.PolicyDocument ?? "")).toBe(PolicyDocument);
});

test("policies of what does not exist are NoSuchEntity", async () => {
  await createUser(aws, "ann");
  await expect(
    aws.admin.iam.send(new GetUserPolicyCommand({ UserName: "ann", PolicyName: "p" })),
  ).rejects.toMatchObject({
    name: "NoSuchEntityException",
    message: "The user policy with name p cannot be found.",
  });
  const put = new PutGroupPolicyCommand({ GroupName: "g", PolicyName: "p", PolicyDocument: policy(allow("s3:*")) });
  await expect(aws.admin.iam.send(put)).rejects.toMatchObject({ message: "The group with name g cannot be found." });
});

test("a managed policy gives what its default version says, to everyone it is attached to", async () => {
  const arn = await createPolicy("reader", allow("iam:GetRole"));
  await createRole(aws, "app");
  const ann = await createUser(aws, "ann");
  await expect(ann.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
  await aws.admin.iam.send(new AttachUserPolicyCommand({ UserName: "ann", PolicyArn: arn }));
  await ann.iam.send(LOOK);

  const version = new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument: policy(deny("*")) });
  expect((await aws.admin.iam.send(version)).PolicyVersion).toMatchObject({ VersionId: "v2", IsDefaultVersion: false });
  await ann.iam.send(LOOK);
  await aws.admin.iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: arn, VersionId: "v2" }));
  await expect(ann.iam.send(LOOK)).rejects.toMatchObject({
    message: expect.stringContaining("with an explicit deny in an identity-based policy"),
  });
  await aws.admin.iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: arn, VersionId: "v1" }));
  await ann.iam.send(LOOK);
  await aws.admin.iam.send(new DetachUserPolicyCommand({ UserName: "ann", PolicyArn: arn }));
  await expect(ann.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a policy keeps five versions at most, and its default is not deleted", async () => {
  const PolicyArn = await createPolicy("p", allow("s3:*"));
  const add = () =>
    aws.admin.iam.send(
      new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policy(allow("ec2:*")), SetAsDefault: true }),
    );
  for (let version = 2; version <= 5; version++) await add();
  await expect(add()).rejects.toMatchObject({ name: "LimitExceededException" });
  const remove = (VersionId: string) => aws.admin.iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  await expect(remove("v5")).rejects.toMatchObject({
    name: "DeleteConflictException",
    message: "Cannot delete the default version of a policy.",
  });
  await remove("v1");
  expect((await add()).PolicyVersion?.VersionId).toBe("v6");
  const { Versions } = await aws.admin.iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
  expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(["v6", "v5", "v4", "v3", "v2"]);
  const shown = await aws.admin.iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: "v6" }));
  expect(decodeURIComponent(shown.PolicyVersion?.Document ?? "")).toBe(policy(allow("ec2:*")));
  await expect(aws.admin.iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
    name: "DeleteConflictException",
  });
});

test("what cannot be attached: no ARN, no such policy, an eleventh", async () => {
  await createUser(aws, "ann");
  const attach = (PolicyArn: string) => aws.admin.iam.send(new AttachUserPolicyCommand({ UserName: "ann", PolicyArn }));
  await expect(attach("longpolicynamebutnoarn")).rejects.toMatchObject({
    name: "ValidationError",
    message: "Invalid ARN:  Could not be parsed!",
  });
  await expect(attach(policyArn("nope"))).rejects.toMatchObject({
    name: "NoSuchEntityException",
    message: `Policy ${policyArn("nope")} does not exist or is not attachable.`,
  });
  for (let count = 0; count < 10; count++) await attach(await createPolicy(`p${count}`, allow("s3:*")));
  await attach(policyArn("p0"));
  const eleventh = await createPolicy("p10", allow("s3:*"));
  await expect(attach(eleventh)).rejects.toMatchObject({
    name: "LimitExceededException",
    message: "Cannot exceed quota for PoliciesPerUser: 10",
  });
  const { AttachedPolicies } = await aws.admin.iam.send(new ListAttachedUserPoliciesCommand({ UserName: "ann" }));
  expect(AttachedPolicies).toHaveLength(10);
});

test("AWS's own policies are there for every account, and nobody changes them", async () => {
  const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
  const { Policy } = await aws.admin.iam.send(new GetPolicyCommand({ PolicyArn }));
  expect(Policy).toMatchObject({ PolicyName: "AdministratorAccess", AttachmentCount: 1, DefaultVersionId: "v1" });
  const change = new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policy(deny("*")), SetAsDefault: true });
  await expect(aws.admin.iam.send(change)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
});

test("lists say where policies hang", async () => {
  const PolicyArn = await createPolicy("p", allow("s3:*"));
  await createUser(aws, "ann");
  await createRole(aws, "app");
  await aws.admin.iam.send(new AttachUserPolicyCommand({ UserName: "ann", PolicyArn }));
  await aws.admin.iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn }));
  const entities = await aws.admin.iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
  expect(entities).toMatchObject({
    PolicyUsers: [{ UserName: "ann" }],
    PolicyRoles: [{ RoleName: "app" }],
    PolicyGroups: [],
  });
  const { Policies } = await aws.admin.iam.send(new ListPoliciesCommand({ Scope: "Local", OnlyAttached: true }));
  expect(Policies).toMatchObject([{ PolicyName: "p", AttachmentCount: 2 }]);
  await expect(aws.admin.iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
    message: "Cannot delete a policy attached to entities.",
  });
});

test("a boundary cuts a role's permissions to what both allow, for sessions that exist too", async () => {
  await createRole(aws, "app", { may: [allow("iam:*")] });
  const session = aws.as(await assume(aws.admin, "app"));
  const boundary = { RoleName: "app", PermissionsBoundary: await createPolicy("bound", allow("s3:*")) };
  await session.iam.send(LOOK);
  await aws.admin.iam.send(new PutRolePermissionsBoundaryCommand(boundary));
  await expect(session.iam.send(LOOK)).rejects.toMatchObject({
    message: expect.stringContaining("because no permissions boundary allows"),
  });
  const { Role } = await aws.admin.iam.send(LOOK);
  expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(policyArn("bound"));
  await aws.admin.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: "app" }));
  await session.iam.send(LOOK);
});

test("delegates can be held to attaching certain policies, and to roles within a boundary", async () => {
  const [good, bad, bound] = [
    await createPolicy("good", allow("s3:*")),
    await createPolicy("bad", allow("*")),
    await createPolicy("bound", allow("s3:*")),
  ];
  const ann = await createUser(aws, "ann", {
    ...allow("iam:AttachRolePolicy"),
    Condition: { ArnEquals: { "iam:PolicyARN": good }, StringEquals: { "iam:PermissionsBoundary": bound } },
  });
  await createRole(aws, "app");
  const attach = (PolicyArn: string) => ann.iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn }));
  await expect(attach(good)).rejects.toMatchObject({ name: "AccessDenied" });
  await aws.admin.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: "app", PermissionsBoundary: bound }));
  await expect(attach(bad)).rejects.toMatchObject({ name: "AccessDenied" });
  await attach(good);
});

test("a deny that is detached and deleted holds on until the change has propagated", async () => {
  aws.aws.world().settings.iamPropagation = 4_000;
  const PolicyArn = await createPolicy("deny", deny("*"));
  await createRole(aws, "app", { may: [allow("iam:GetRole")] });
  await aws.admin.iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn }));
  await aws.advance(4);
  const session = aws.as(await assume(aws.admin, "app"));
  await aws.admin.iam.send(new DetachRolePolicyCommand({ RoleName: "app", PolicyArn }));
  await aws.admin.iam.send(new DeletePolicyCommand({ PolicyArn }));
  await expect(session.iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
  await aws.advance(4);
  await session.iam.send(LOOK);
});

test("the ARN of a user in another case or path is another resource", async () => {
  const ann = await createUser(aws, "ann", allow("iam:GetUserPolicy", userArn("Ann")));
  await expect(ann.iam.send(new GetUserPolicyCommand({ UserName: "ann", PolicyName: "work" }))).rejects.toMatchObject({
    name: "AccessDenied",
  });
});
