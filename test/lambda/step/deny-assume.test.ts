import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { ListSecretsCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Aws } from "../../../lambda/aws.ts";
import { readPolicy } from "../../../lambda/policy-text.ts";
import { denyAssume } from "../../../lambda/step/deny-assume.ts";
import type { AppliedStep, DenyAssume } from "../../../lambda/steps.ts";
import { ACCOUNT, allow, assume, createRole, createUser, roleArn, trust, userArn } from "../../mock-aws/iam/cast.ts";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { responderWith } from "./step-role.ts";

/** As somebody wrote it, white space and all. */
const TRUST = JSON.stringify(
  { Version: "2012-10-17", Statement: [trust({ AWS: ACCOUNT }), trust({ Service: "ec2.amazonaws.com" })] },
  null,
  3,
);
const REFUSED = {
  name: "AccessDenied",
  message: expect.stringContaining("explicit deny in the role trust policy"),
};

let aws: TestAws;
let responder: Aws;
/** A session of the role b, and the user alice. */
let b: Clients;
let alice: Clients;

beforeEach(async () => {
  aws = await startLocalAws();
  await createRole(aws, "a", { trusts: TRUST, may: [allow("*")] });
  for (const name of ["b", "c"]) await createRole(aws, name, { may: [allow("*")] });
  alice = await createUser(aws, "alice", allow("*"));
  b = aws.as(await assume(aws.admin, "b"));
  responder = await responderWith(aws, denyAssume.permissions);
});
afterEach(() => aws.close());

async function stepFor(...principals: readonly string[]): Promise<DenyAssume> {
  const { Role } = await aws.admin.iam.send(new GetRoleCommand({ RoleName: "a" }));
  const known = { account: ACCOUNT, roleName: "a", roleArn: roleArn("a"), roleId: Role?.RoleId ?? "" };
  return { type: "deny-assume", ...known, principals };
}
const apply = (step: DenyAssume) => denyAssume.apply(responder, step);
const undo = (applied: AppliedStep<DenyAssume>) => denyAssume.undo(responder, applied.step, applied);
const holds = (step: DenyAssume) => denyAssume.holds(responder, step);
const write = (PolicyDocument: string) =>
  aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "a", PolicyDocument }));

async function trustNow(): Promise<string> {
  const { Role } = await aws.admin.iam.send(new GetRoleCommand({ RoleName: "a" }));
  return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
}

describe("a role that has leaked", () => {
  test("opens no session of another any more, tags or not, while those who have not leaked do, and open ones live on", async () => {
    const open = aws.as(await assume(b, "a"));
    const applied = await apply(await stepFor(roleArn("b")));
    expect(applied).toMatchObject({ before: TRUST, changed: true, requestId: expect.any(String) });
    await expect(assume(b, "a")).rejects.toMatchObject(REFUSED);
    await expect(assume(b, "a", { Tags: [{ Key: "x", Value: "y" }] })).rejects.toMatchObject({ name: "AccessDenied" });
    await assume(alice, "a");
    await assume(aws.as(await assume(aws.admin, "c")), "a");
    await open.secrets.send(new ListSecretsCommand({}));
    expect(await holds(applied.step)).toEqual({ holds: true });
    expect(await denyAssume.effective(responder, applied.step)).toEqual({ holds: true });
  });

  test("and a user that has: both are kept out, whichever came first", async () => {
    await apply(await stepFor(roleArn("b")));
    const both = await apply(await stepFor(roleArn("b"), userArn("alice")));
    for (const who of [b, alice]) await expect(assume(who, "a")).rejects.toMatchObject(REFUSED);
    expect(readPolicy(both.wrote).Statement).toHaveLength(3);
  });

  test("is meant alone, also where its path means more in a policy than in a name", async () => {
    const step = await stepFor(`arn:aws:iam::${ACCOUNT}:role/*`);
    await apply(step);
    expect(await holds(step)).toEqual({ holds: true });
    await assume(b, "a");
  });

  test("that is deleted afterwards leaves a policy that IAM still takes", async () => {
    const applied = await apply(await stepFor(roleArn("b")));
    await aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "b", PolicyName: "work" }));
    await aws.admin.iam.send(new DeleteRoleCommand({ RoleName: "b" }));
    expect(await undo(applied)).toMatchObject({ outcome: "restored" });
    expect(await trustNow()).toBe(TRUST);
  });
});

describe("applying", () => {
  test("is on the trail under the id that the step gives", async () => {
    const { requestId } = await apply(await stepFor(roleArn("b")));
    const trail: unknown = await (await fetch(`${aws.endpoint}/_mock/trail`)).json();
    const event = expect.objectContaining({ requestID: requestId, eventName: denyAssume.recordedAs[0] });
    expect(trail).toContainEqual(expect.objectContaining({ event }));
  });

  test("twice is once", async () => {
    const step = await stepFor(roleArn("b"));
    const { wrote } = await apply(step);
    expect(await apply(step)).toMatchObject({ before: wrote, wrote, changed: false });
  });

  test("says so where the policy has no room, and leaves it as it was", async () => {
    const full = policy(trust({ AWS: ACCOUNT }, { Sid: "x".repeat(1_800) }));
    await write(full);
    const refusal = /trust policy of the role a has no room for the deny of 1 principals.*2,048/;
    await expect(apply(await stepFor(roleArn("b")))).rejects.toThrow(refusal);
    expect(await trustNow()).toBe(full);
  });

  test("says so where the policy names a principal that was deleted, so that IAM takes no change to it", async () => {
    await write(policy(trust({ AWS: [ACCOUNT, roleArn("c")] })));
    await aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "c", PolicyName: "work" }));
    await aws.admin.iam.send(new DeleteRoleCommand({ RoleName: "c" }));
    await expect(apply(await stepFor(roleArn("b")))).rejects.toThrow(
      /IAM does not take the trust policy of the role a/,
    );
  });

  test("touches no other role that was made under the name", async () => {
    const step = { ...(await stepFor(roleArn("b"))), roleId: "AROAEXAMPLEEXAMPLE123" };
    await expect(apply(step)).rejects.toThrow("is not the role AROAEXAMPLEEXAMPLE123 any more");
    expect(await holds(step)).toEqual({ holds: true });
    expect(await trustNow()).toBe(TRUST);
  });

  test("gives up with a clear error where somebody takes the deny out each time", async () => {
    responder.iamWrites.middlewareStack.add((next) => async (args) => {
      const answer = await next(args);
      await write(TRUST);
      return answer;
    });
    await expect(apply(await stepFor(roleArn("b")))).rejects.toThrow("as soon as it is written, 6 times");
  });
});

test.each([
  ["takes the deny out", () => TRUST],
  ["names others in it", (text: string) => text.replace("role/b", "role/x")],
  [
    "adds a condition to it",
    (text: string) => text.replace('"ArnEquals"', '"Bool":{"aws:ViaAWSService":"true"},"ArnEquals"'),
  ],
  ["makes it allow", (text: string) => text.replace('"Deny"', '"Allow"')],
])("somebody who %s is noticed, and it is put back beside what they wrote", async (_what, change) => {
  const { step, wrote } = await apply(await stepFor(roleArn("b")));
  const theirs = trust({ Service: "lambda.amazonaws.com" });
  const changed = readPolicy(change(wrote)).Statement;
  await write(policy(theirs, ...changed));
  const because = `The trust policy of a no longer keeps out ${roleArn("b")}.`;
  expect(await holds(step)).toEqual({ holds: false, because });
  expect(await apply(step)).toMatchObject({ changed: true });
  await expect(assume(b, "a")).rejects.toMatchObject(REFUSED);
  expect(readPolicy(await trustNow()).Statement[0]).toEqual(theirs);
});

describe("undoing", () => {
  test("leaves the trust policy to the letter as it was, and twice is nothing", async () => {
    const applied = await apply(await stepFor(roleArn("b")));
    expect(await undo(applied)).toMatchObject({ outcome: "restored", note: expect.stringContaining("as it was") });
    expect(await trustNow()).toBe(TRUST);
    await assume(b, "a");
    expect(await undo(applied)).toMatchObject({ outcome: "restored" });
  });

  test("of one incident leaves what the other keeps out, and nothing after both", async () => {
    const [first, second] = [await apply(await stepFor(roleArn("b"))), await apply(await stepFor(userArn("alice")))];
    for (const who of [b, alice]) await expect(assume(who, "a")).rejects.toMatchObject(REFUSED);
    await undo(first);
    await assume(b, "a");
    await expect(assume(alice, "a")).rejects.toMatchObject(REFUSED);
    await undo(second);
    expect(readPolicy(await trustNow())).toEqual(readPolicy(TRUST));
  });

  test("keeps what others have written meanwhile", async () => {
    const applied = await apply(await stepFor(roleArn("b")));
    const theirs = trust({ Service: "lambda.amazonaws.com" });
    await write(policy(...readPolicy(applied.wrote).Statement, theirs));
    await undo(applied);
    expect(readPolicy(await trustNow()).Statement).toEqual([...readPolicy(TRUST).Statement, theirs]);
  });

  test("says so where somebody was first, or the role is gone", async () => {
    const applied = await apply(await stepFor(roleArn("b")));
    await write(policy(trust({ AWS: ACCOUNT })));
    expect(await undo(applied)).toMatchObject({ outcome: "gone" });
    const step = { ...applied.step, roleId: "AROAEXAMPLEEXAMPLE123" };
    expect(await undo({ ...applied, step })).toMatchObject({
      outcome: "gone",
      note: expect.stringContaining("deleted"),
    });
  });

  test("leaves the deny, and says why, where IAM takes no change to the policy any more", async () => {
    await write(policy(trust({ AWS: [ACCOUNT, roleArn("c")] })));
    const applied = await apply(await stepFor(roleArn("b")));
    await aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "c", PolicyName: "work" }));
    await aws.admin.iam.send(new DeleteRoleCommand({ RoleName: "c" }));
    expect(await undo(applied)).toMatchObject({
      outcome: "left",
      note: expect.stringContaining("aws iam get-role --role-name a"),
    });
  });

  test("of an incident whose record was lost on the way leaves nothing", async () => {
    const { wrote, step } = await apply(await stepFor(roleArn("b")));
    const before = denyAssume.beforeOurs?.(step, wrote, undefined) ?? null;
    await undo({ step, wrote, before, changed: false });
    expect(readPolicy(await trustNow())).toEqual(readPolicy(TRUST));
    await b.sts.send(new AssumeRoleCommand({ RoleArn: roleArn("a"), RoleSessionName: "again" }));
  });
});
