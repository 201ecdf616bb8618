// Changing a permissions policy touches every session, after the propagation time; control-plane reads see it at once.
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  GetAccountAuthorizationDetailsCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { assume, createRole, createUser, deny, policyArn, roleArn } from "../iam/cast.ts";
import { DENIED_EXPLICITLY, MAY_WORK, putOnRole, REFUSED, WORK } from "./scene.ts";

let aws: TestAws;
let sessions: readonly Clients[];
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(async () => {
  await aws.aws.reset();
  await createRole(aws, "app", { may: [MAY_WORK] });
  sessions = [
    aws.as(await assume(aws.admin, "app", { RoleSessionName: "alice" })),
    aws.as(await assume(aws.admin, "app")),
  ];
});
afterAll(() => aws.close());

const propagation = (seconds: number) =>
  fetch(`${aws.endpoint}/_mock/settings`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ iamPropagation: `${seconds}s` }),
  });

const allWork = () => Promise.all(sessions.map(({ ec2 }) => ec2.send(WORK)));
async function noneWorks(how: object = REFUSED): Promise<void> {
  for (const { ec2 } of sessions) await expect(ec2.send(WORK)).rejects.toMatchObject(how);
}

describe("every session of the role, those that are open already too", () => {
  test("loses what is taken away, and has it again when it is given back", async () => {
    await aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "work" }));
    await noneWorks();
    await putOnRole(aws, "app", MAY_WORK);
    await allWork();
  });

  test("is denied by a deny, inline or managed, new or in a new version of a policy that is there", async () => {
    await putOnRole(aws, "app", deny("*"), "deny");
    await noneWorks(DENIED_EXPLICITLY);
    await aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "deny" }));
    await allWork();

    const PolicyArn = policyArn("managed");
    await aws.admin.iam.send(new CreatePolicyCommand({ PolicyName: "managed", PolicyDocument: policy(MAY_WORK) }));
    await aws.admin.iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn }));
    await allWork();
    const version = { PolicyArn, PolicyDocument: policy(deny("ec2:*")), SetAsDefault: true };
    await aws.admin.iam.send(new CreatePolicyVersionCommand(version));
    await noneWorks(DENIED_EXPLICITLY);
  });
});

describe("after the propagation time", () => {
  beforeEach(async () => {
    await propagation(4);
    await aws.advance(60);
  });

  test("a deny is enforced, and not a millisecond before", async () => {
    await putOnRole(aws, "app", deny("*"), "deny");
    await aws.advance(3.999);
    await allWork();
    await aws.advance(0.001);
    await noneWorks(DENIED_EXPLICITLY);
  });

  test("a deny that is taken away is lifted, and not before", async () => {
    await putOnRole(aws, "app", deny("*"), "deny");
    await aws.advance(10);
    await aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "deny" }));
    await aws.advance(3.999);
    await noneWorks(DENIED_EXPLICITLY);
    await aws.advance(0.001);
    await allWork();
  });

  test("a deny that an intruder deletes inside that time works for exactly as long as it was there, later", async () => {
    await putOnRole(aws, "app", deny("*"), "deny");
    await aws.advance(1);
    await aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "deny" }));
    await allWork();
    await aws.advance(3);
    await noneWorks(DENIED_EXPLICITLY);
    await aws.advance(1);
    await allWork();
  });

  test("a session that is opened meanwhile is no exception", async () => {
    await putOnRole(aws, "app", deny("*"), "deny");
    await aws.advance(2);
    const meanwhile = aws.as(await assume(aws.admin, "app"));
    await meanwhile.ec2.send(WORK);
    await aws.advance(2);
    await expect(meanwhile.ec2.send(WORK)).rejects.toMatchObject(DENIED_EXPLICITLY);
  });

  test("a user's own key is touched in the same way", async () => {
    const ann = await createUser(aws, "ann", MAY_WORK);
    await aws.advance(4);
    await aws.admin.iam.send(new DeleteUserPolicyCommand({ UserName: "ann", PolicyName: "work" }));
    await ann.ec2.send(WORK);
    await aws.advance(4);
    await expect(ann.ec2.send(WORK)).rejects.toMatchObject(REFUSED);
  });
});

describe("reads of the control plane see the change at once, so they do not show that it is enforced", () => {
  beforeEach(() => propagation(60));

  test("GetRolePolicy, the lists and the account's details", async () => {
    const { iam } = aws.admin;
    await putOnRole(aws, "app", deny("*"), "deny");
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName: "app", PolicyName: "deny" }));
    expect(decodeURIComponent(PolicyDocument ?? "")).toBe(policy(deny("*")));
    const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName: "app" }));
    expect(PolicyNames).toContain("deny");
    const { RoleDetailList } = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ["Role"] }));
    expect(
      RoleDetailList?.flatMap(({ RolePolicyList }) => RolePolicyList?.map(({ PolicyName }) => PolicyName)),
    ).toContain("deny");
    const PolicyArn = "arn:aws:iam::aws:policy/AWSDenyAll";
    await iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn }));
    const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: "app" }));
    expect(attached.AttachedPolicies).toMatchObject([{ PolicyArn }]);
  });

  test("the policy simulator", async () => {
    const wish = { PolicySourceArn: roleArn("app"), ActionNames: ["ec2:DescribeRegions"] };
    await putOnRole(aws, "app", deny("*"), "deny");
    const { EvaluationResults } = await aws.admin.iam.send(new SimulatePrincipalPolicyCommand(wish));
    expect(EvaluationResults).toMatchObject([{ EvalDecision: "explicitDeny" }]);
  });

  test("a user's policy, replaced whole under its name", async () => {
    await createUser(aws, "ann", MAY_WORK);
    const name = { UserName: "ann", PolicyName: "work" };
    await aws.admin.iam.send(new PutUserPolicyCommand({ ...name, PolicyDocument: policy(deny("*")) }));
    const { PolicyDocument } = await aws.admin.iam.send(new GetUserPolicyCommand(name));
    expect(decodeURIComponent(PolicyDocument ?? "")).toBe(policy(deny("*")));
  });
});
