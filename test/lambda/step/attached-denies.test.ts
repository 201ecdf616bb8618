import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPolicyVersionsCommand,
  PutRolePermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readPolicy } from "../../../lambda/policy-text.ts";
import { kindOf } from "../../../lambda/step/index.ts";
import { ACCOUNT, allow, createRole, deny as denyStatement, policyArn } from "../../mock-aws/iam/cast.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { castOf, type DenyCast, type DenyStep, everythingIn, mintedBy, REFUSED, sessionOf, work } from "./deny-cast.ts";

let aws: TestAws;
let cast: DenyCast;

beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());
beforeEach(async () => {
  cast = await castOf(aws);
});

const MANAGED = [{ type: "deny-role-sessions-managed" }, { type: "deny-user-sessions-managed" }] as const;

const nameOf = (step: DenyStep) => `AWSRevokeOlderSessions-${"userName" in step ? step.userId : cast.roleId}`;
const arnOf = (step: DenyStep) => `arn:aws:iam::${ACCOUNT}:policy/credential-leak-responder/${nameOf(step)}`;
const attach = (step: DenyStep, PolicyArn: string) =>
  "userName" in step
    ? aws.admin.iam.send(new AttachUserPolicyCommand({ UserName: step.userName, PolicyArn }))
    : aws.admin.iam.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn }));
const detach = (step: DenyStep, PolicyArn: string) =>
  "userName" in step
    ? aws.admin.iam.send(new DetachUserPolicyCommand({ UserName: step.userName, PolicyArn }))
    : aws.admin.iam.send(new DetachRolePolicyCommand({ RoleName: "app", PolicyArn }));
const rewrite = (step: DenyStep, PolicyDocument: string) =>
  aws.admin.iam.send(new CreatePolicyVersionCommand({ PolicyArn: arnOf(step), PolicyDocument, SetAsDefault: true }));
const textOf = async (PolicyArn: string) => {
  const { Policy } = await aws.admin.iam.send(new GetPolicyCommand({ PolicyArn }));
  const version = { PolicyArn, VersionId: Policy?.DefaultVersionId };
  const { PolicyVersion } = await aws.admin.iam.send(new GetPolicyVersionCommand(version as never));
  return decodeURIComponent(PolicyVersion?.Document ?? "");
};
const createPolicy = (PolicyName: string, PolicyDocument: string, Path = "/") =>
  aws.admin.iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument, Path }));
/** What leaked: a session of the role, or one that the user's key has minted. */
const leak = async (step: DenyStep) =>
  "userName" in step ? (await mintedBy(aws, cast.carol)).slice(0, 1) : [await sessionOf(aws, "ann")];

describe.each(MANAGED.map((deny) => [deny.type, deny] as const))("%s", (_type, deny) => {
  test("lies under a path of ours, with our tag, named after the unique id", async () => {
    const step = cast.step(deny);
    await kindOf(step).apply(cast.responder, step);
    const { Policy } = await aws.admin.iam.send(new GetPolicyCommand({ PolicyArn: arnOf(step) }));
    expect(Policy).toMatchObject({
      AttachmentCount: 1,
      Tags: [{ Key: "managed-by", Value: "credential-leak-responder" }],
    });
  });

  test("can be moved forward any number of times, though a policy has five versions", async () => {
    const before = await everythingIn(aws);
    const steps = [1, 2, 3, 4, 5, 6, 7, 8].map((minutes) => cast.step(deny, minutes * 60));
    const applied = [];
    for (const step of steps) applied.push(await kindOf(step).apply(cast.responder, step));
    const [first, last] = [steps[0], steps.at(-1)];
    if (!first || !last) throw new Error("There are steps.");
    const { Versions } = await aws.admin.iam.send(new ListPolicyVersionsCommand({ PolicyArn: arnOf(last) }));
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(expect.arrayContaining(["v4", "v8"]));
    expect(Versions).toHaveLength(5);
    // As the incident has it on record: what was there first, and what was written last.
    const record = { before: applied[0]?.before ?? null, wrote: applied.at(-1)?.wrote ?? "" };
    await kindOf(last).undo(cast.responder, last, record);
    expect(await everythingIn(aws)).toEqual(before);
  });

  test("stays where somebody else uses it by now, and the record says who", async () => {
    const step = cast.step(deny);
    const applied = await kindOf(step).apply(cast.responder, step);
    await createRole(aws, "theirs", { may: [allow("*")] });
    await aws.admin.iam.send(new AttachRolePolicyCommand({ RoleName: "theirs", PolicyArn: arnOf(step) }));
    const [credential] = await leak(step);
    if (!credential) throw new Error("There is a credential.");
    await expect(work(credential)).rejects.toMatchObject(REFUSED);
    expect(await kindOf(step).undo(cast.responder, step, applied)).toEqual({
      outcome: "left",
      note: expect.stringContaining("is used by the role theirs"),
    });
    await work(credential);
    expect(await textOf(arnOf(step))).toBe(applied.wrote);
  });

  test("notices that somebody has detached it, attaches it again, and goes where nobody wants it", async () => {
    const step = cast.step(deny);
    const kind = kindOf(step);
    const before = await everythingIn(aws);
    const applied = await kind.apply(cast.responder, step);
    const credentials = await leak(step);
    await detach(step, arnOf(step));
    await Promise.all(credentials.map(work));
    expect(await kind.holds(cast.responder, step)).toMatchObject({ because: expect.stringContaining("was detached") });
    expect(await kind.apply(cast.responder, step)).toMatchObject({ changed: true });
    for (const thief of credentials) await expect(work(thief)).rejects.toMatchObject(REFUSED);
    await detach(step, arnOf(step));
    expect(await kind.undo(cast.responder, step, applied)).toMatchObject({ outcome: "gone" });
    expect(await everythingIn(aws)).toEqual(before);
  });

  test("never hands out what somebody has written under its name before it", async () => {
    const step = cast.step(deny);
    const powers = policy(allow("*"), denyStatement("s3:*"));
    await createPolicy(nameOf(step), powers, "/credential-leak-responder/");
    const { wrote } = await kindOf(step).apply(cast.responder, step);
    expect(readPolicy(wrote).Statement).toEqual([denyStatement("s3:*"), expect.objectContaining({ Effect: "Deny" })]);
    expect(await textOf(arnOf(step))).toBe(wrote);
  });

  test("keeps what somebody else has added to it, also after the lift", async () => {
    const step = cast.step(deny);
    const kind = kindOf(step);
    const applied = await kind.apply(cast.responder, step);
    await rewrite(step, policy(denyStatement("s3:*"), ...readPolicy(applied.wrote).Statement));
    expect(await kind.apply(cast.responder, cast.step(deny, 60))).toMatchObject({ changed: true });
    const later = cast.step(deny, 60);
    const { wrote } = await kind.apply(cast.responder, later);
    await kind.undo(cast.responder, later, { before: null, wrote });
    expect(readPolicy(await textOf(arnOf(step))).Statement).toEqual([denyStatement("s3:*")]);
  });

  test("leaves nothing behind where there is no room for an attachment", async () => {
    const step = cast.step(deny);
    for (let n = 0; n < 10; n++) {
      await createPolicy(`theirs-${n}`, policy(denyStatement("s3:*")));
      await attach(step, policyArn(`theirs-${n}`));
    }
    const before = await everythingIn(aws);
    await expect(kindOf(step).apply(cast.responder, step)).rejects.toMatchObject({ name: "LimitExceededException" });
    expect(await everythingIn(aws)).toEqual(before);
  });
});

test("where a policy of the name cannot be deleted since it became somebody's boundary, it stays", async () => {
  const step = cast.step(MANAGED[0]);
  const applied = await kindOf(step).apply(cast.responder, step);
  await createRole(aws, "theirs");
  const boundary = { RoleName: "theirs", PermissionsBoundary: arnOf(step) };
  await aws.admin.iam.send(new PutRolePermissionsBoundaryCommand(boundary));
  expect(await kindOf(step).undo(cast.responder, step, applied)).toMatchObject({ outcome: "left" });
});

test("a role falls back to its boundary, and then for all of its sessions; a user to nothing more", () => {
  const { session: _session, ...role } = { ...cast.step(MANAGED[0]), session: "ann" };
  const step = { ...role, session: "ann" } as never;
  expect(kindOf(cast.step(MANAGED[0])).fallback?.(step)).toEqual({ ...role, type: "deny-role-sessions-boundary" });
  expect(kindOf(cast.step(MANAGED[1])).fallback).toBeUndefined();
});
