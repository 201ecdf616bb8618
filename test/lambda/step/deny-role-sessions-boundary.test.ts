import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetRoleCommand,
  PutRolePermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readPolicy } from "../../../lambda/policy-text.ts";
import { denyRoleSessionsBoundary } from "../../../lambda/step/deny-role-sessions-boundary.ts";
import type { DenyRoleSessionsBoundary } from "../../../lambda/steps.ts";
import { ACCOUNT, allow, createRole, deny, policyArn } from "../../mock-aws/iam/cast.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { castOf, type DenyCast, everythingIn, REFUSED, sessionOf, work } from "./deny-cast.ts";

let aws: TestAws;
let cast: DenyCast;
let step: DenyRoleSessionsBoundary;

beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());
beforeEach(async () => {
  cast = await castOf(aws);
  step = stepAhead(30);
});

const { apply, holds, effective, undo } = denyRoleSessionsBoundary;
const LIMIT = policy(allow(["secretsmanager:*", "iam:*"]));
const stepAhead = (seconds: number) =>
  cast.step({ type: "deny-role-sessions-boundary" }, seconds) as DenyRoleSessionsBoundary;
const ours = () =>
  `arn:aws:iam::${ACCOUNT}:policy/credential-leak-responder/AWSRevokeOlderSessions-Boundary-${cast.roleId}`;
const listBuckets = (who: Awaited<ReturnType<typeof sessionOf>>) => who.s3.send(new ListBucketsCommand({}));

/** A boundary of somebody's on the role. */
async function limit(name = "limit", PolicyDocument = LIMIT): Promise<void> {
  await aws.admin.iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument }));
  await choose(policyArn(name));
}
const choose = (PermissionsBoundary: string) =>
  aws.admin.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: "app", PermissionsBoundary }));
const boundaryOfApp = async () =>
  (await aws.admin.iam.send(new GetRoleCommand({ RoleName: "app" }))).Role?.PermissionsBoundary?.PermissionsBoundaryArn;

test("limits the role as before while it denies, and puts the former boundary back", async () => {
  await limit();
  const thief = await sessionOf(aws, "ann");
  const before = await everythingIn(aws);
  const applied = await apply(cast.responder, step);
  expect(applied).toMatchObject({ before: policyArn("limit"), changed: true });
  expect(await effective(cast.responder, step)).toEqual({ holds: true });
  await expect(work(thief)).rejects.toMatchObject(REFUSED);
  await aws.advance(31);
  const colleague = await sessionOf(aws, "bob");
  await work(colleague);
  await expect(listBuckets(colleague)).rejects.toMatchObject({ name: "AccessDenied" });
  expect(await undo(cast.responder, step, applied)).toMatchObject({ outcome: "restored" });
  expect(await everythingIn(aws)).toEqual(before);
  await work(thief);
});

test("takes nothing away from a role without a boundary, and leaves it without one", async () => {
  const before = await everythingIn(aws);
  const applied = await apply(cast.responder, step);
  await aws.advance(31);
  const colleague = await sessionOf(aws, "bob");
  await work(colleague);
  await listBuckets(colleague);
  await undo(cast.responder, step, applied);
  expect(await everythingIn(aws)).toEqual(before);
});

test("is not needed where the boundary denies as much already", async () => {
  const present = await apply(cast.responder, stepAhead(60));
  await undo(cast.responder, stepAhead(60), present);
  await limit("theirs", present.wrote);
  const before = await everythingIn(aws);
  const applied = await apply(cast.responder, step);
  expect(applied).toMatchObject({ changed: false, before: policyArn("theirs") });
  expect(await effective(cast.responder, step)).toEqual({ holds: true });
  expect(await undo(cast.responder, step, applied)).toMatchObject({ outcome: "restored" });
  expect(await everythingIn(aws)).toEqual(before);
});

test("leaves a boundary that somebody has chosen meanwhile, and takes its own policy away", async () => {
  const applied = await apply(cast.responder, step);
  await limit();
  expect(await undo(cast.responder, step, applied)).toMatchObject({ outcome: "gone" });
  expect(await boundaryOfApp()).toBe(policyArn("limit"));
  expect(JSON.stringify(await everythingIn(aws))).not.toContain("AWSRevokeOlderSessions");
});

test("put over somebody's choice again, comes off in favour of that choice and not of what was there first", async () => {
  const first = await apply(cast.responder, step);
  await limit();
  expect(await holds(cast.responder, step)).toMatchObject({ holds: false });
  const second = await apply(cast.responder, step);
  await undo(cast.responder, step, { before: first.before, wrote: second.wrote });
  expect(await boundaryOfApp()).toBe(policyArn("limit"));
});

test("knows the former boundary also where the record of it was lost", async () => {
  await limit();
  await apply(cast.responder, step);
  const again = await apply(cast.responder, step);
  expect(again).toMatchObject({ changed: false, before: policyArn("limit") });
  const later = await apply(cast.responder, stepAhead(60));
  expect(later).toMatchObject({ changed: true, before: policyArn("limit") });
  await undo(cast.responder, stepAhead(60), later);
  expect(await boundaryOfApp()).toBe(policyArn("limit"));
});

test("stays as a copy without the deny where the former boundary was deleted meanwhile: no limit is lifted", async () => {
  await limit();
  const thief = await sessionOf(aws, "ann");
  const applied = await apply(cast.responder, step);
  await aws.admin.iam.send(new DeletePolicyCommand({ PolicyArn: policyArn("limit") }));
  expect(await undo(cast.responder, step, applied)).toEqual({
    outcome: "left",
    note: expect.stringContaining("does not exist any more"),
  });
  await work(thief);
  await expect(listBuckets(thief)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("stays without the deny where somebody has changed it", async () => {
  const thief = await sessionOf(aws, "ann");
  const applied = await apply(cast.responder, step);
  const changed = policy(...readPolicy(applied.wrote).Statement, deny("s3:*"));
  await aws.admin.iam.send(
    new CreatePolicyVersionCommand({ PolicyArn: ours(), PolicyDocument: changed, SetAsDefault: true }),
  );
  expect(await undo(cast.responder, step, applied)).toMatchObject({ outcome: "left" });
  await work(thief);
  await expect(listBuckets(thief)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("is noticed when it is taken away, and put back", async () => {
  const thief = await sessionOf(aws, "ann");
  await apply(cast.responder, step);
  await aws.admin.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: "app" }));
  await work(thief);
  expect(await holds(cast.responder, step)).toMatchObject({ holds: false });
  await apply(cast.responder, step);
  await expect(work(thief)).rejects.toMatchObject(REFUSED);
});

test("says so itself where the former boundary leaves no room in a policy of 6,144 characters", async () => {
  await limit("long", policy(allow("s3:*", `arn:aws:s3:::${"a".repeat(6_000)}`)));
  const before = await everythingIn(aws);
  await expect(apply(cast.responder, step)).rejects.toMatchObject({
    name: "LimitExceededException",
    message: expect.stringMatching(/6,\d{3} characters long without white space, and 6,144 fit/),
  });
  expect(await everythingIn(aws)).toEqual(before);
  expect(denyRoleSessionsBoundary.fallback).toBeUndefined();
});

test("is no cause to undo others' use of it: the policy stays where somebody has it for a boundary of their own", async () => {
  const applied = await apply(cast.responder, step);
  await createRole(aws, "theirs");
  const theirs = { RoleName: "theirs", PermissionsBoundary: ours() };
  await aws.admin.iam.send(new PutRolePermissionsBoundaryCommand(theirs));
  expect(await undo(cast.responder, step, applied)).toMatchObject({ outcome: "left" });
  expect(await boundaryOfApp()).toBeUndefined();

  await limit();
  const again = apply(cast.responder, stepAhead(60));
  await expect(again).rejects.toThrow("used by the role theirs. Take it from there and delete it.");
  expect(await boundaryOfApp()).toBe(policyArn("limit"));
});
