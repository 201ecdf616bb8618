// AWS fails while a deny is written: nobody knows whether it was, and somebody else may have written since.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Aws, connect } from "../../../lambda/aws.ts";
import { cutoffTime } from "../../../lambda/older-sessions-policy.ts";
import { patiently } from "../../../lambda/patiently.ts";
import { kindOf } from "../../../lambda/step/index.ts";
import type { AppliedStep, DenyAssume, Step } from "../../../lambda/steps.ts";
import { takeSteps } from "../../../lambda/take-steps.ts";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { versionsOf } from "../../../simulate/faults/denies.ts";
import { ACCOUNT, roleArn } from "../../mock-aws/iam/cast.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { castOf, type DenyCast, type DenyStep } from "./deny-cast.ts";

let aws: TestAws;
let cast: DenyCast;

beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());
beforeEach(async () => {
  cast = await castOf(aws);
});

const HUNG = Object.assign(new Error("no answer within 5 s"), { name: "TimeoutError" });
const FAILED = Object.assign(new Error("try later"), { name: "ServiceFailure", $metadata: { httpStatusCode: 500 } });

type Failure = { readonly error: Error; readonly done: boolean; meanwhile?(): Promise<unknown> };

/** The administrator's clients, whose first write fails; it is `done` all the same, or not. */
function unlucky({ error, done, meanwhile }: Failure): Aws {
  const own = connect(ACCOUNT, { region: "us-east-1", endpoint: aws.endpoint, credentials: async () => ADMIN_KEY });
  let isLucky = false;
  for (const { middlewareStack } of [own.iam, own.iamWrites]) {
    middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          if (isLucky || !/^(Put|Update|Delete|Detach)/.test(commandName)) return next(args);
          isLucky = true;
          if (done) await next(args);
          await meanwhile?.();
          throw error;
        },
      { step: "deserialize", name: "unlucky", priority: "high" },
    );
  }
  return own;
}

/** Every attempt counts as much as the next: nobody waits in here. */
async function take(who: Aws, step: Step) {
  let time = 0;
  return takeSteps(
    {
      places: { aws: async () => who } as never, // Nothing else of them is asked.
      config: { fallback: "none" },
      now: () => time,
      async sleep(ms) {
        time += ms;
      },
      newId: () => "00000000",
    },
    [step],
  );
}

/** As a lift does it. */
async function undo(who: Aws, step: DenyStep, applied: Pick<AppliedStep, "before" | "wrote">) {
  const clock = { now: () => 0, sleep: async () => undefined, pause: async () => undefined, newId: () => "00000000" };
  return patiently(clock, 0, () => kindOf(step).undo(who, step, applied));
}

const INLINE = [
  { type: "deny-role-sessions" },
  { type: "deny-session", session: "ann" },
  { type: "deny-user-sessions" },
] as const;

const ELSEWHERE = [
  { type: "deny-role-sessions-managed" },
  { type: "deny-user-sessions-managed" },
  { type: "deny-role-sessions-boundary" },
] as const;

/** The cutoffs of the deny, in the order in which they came to stand. */
function cutoffs(step: DenyStep): readonly string[] {
  const principal =
    "userName" in step ? ({ kind: "user", name: "carol" } as const) : ({ kind: "role", name: "app" } as const);
  const versions = versionsOf(aws.aws.world(), { ...principal, account: ACCOUNT });
  return versions.flatMap((version) => [...version.cutoffs.values()].map(cutoffTime));
}

describe.each(INLINE.map((deny) => [deny.type, deny] as const))("%s", (_type, deny) => {
  test.each([HUNG, FAILED])("is not written over a later one that came meanwhile ($name)", async (error) => {
    const [step, later] = [cast.step(deny, 30), cast.step(deny, 36)];
    const who = unlucky({ error, done: false, meanwhile: () => kindOf(later).apply(cast.responder, later) });
    const [outcome] = await take(who, step);
    expect(outcome).toMatchObject({ applied: { step, changed: false } });
    expect(cutoffs(step)).toEqual([later.cutoff]);
  });

  test.each([HUNG, FAILED])("is written by the next attempt ($name)", async (error) => {
    const step = cast.step(deny);
    const [outcome] = await take(unlucky({ error, done: false }), step);
    expect(outcome).toMatchObject({ applied: { step, changed: true, before: null, requestId: expect.any(String) } });
    expect(cutoffs(step)).toEqual([step.cutoff]);
  });

  test.each([HUNG, FAILED])("is ours where it was written and the answer is lost ($name)", async (error) => {
    const step = cast.step(deny);
    const [outcome] = await take(unlucky({ error, done: true }), step);
    expect(outcome).toMatchObject({ applied: { step, changed: true, before: null } });
    expect(cutoffs(step)).toEqual([step.cutoff]);
  });

  test("taken out among other statements, the answer lost, is taken out once", async () => {
    const [other, step] = [cast.step(deny, 10), cast.step(deny, 40)];
    const first = await kindOf(other).apply(cast.responder, other);
    const applied = await kindOf(step).apply(cast.responder, step);
    const undone = await kindOf(step).undo(unlucky({ error: HUNG, done: true }), step, applied);
    expect(undone).toEqual({ outcome: "restored", note: "The policy is as it was before." });
    expect((await kindOf(step).apply(cast.responder, other)).wrote).toBe(first.wrote);
  });
});

describe.each([...INLINE, ...ELSEWHERE].map((deny) => [deny.type, deny] as const))("%s, lifted", (_type, deny) => {
  test("is not taken away where it came anew meanwhile", async () => {
    const [step, later] = [cast.step(deny, 30), cast.step(deny, 36)];
    const applied = await kindOf(step).apply(cast.responder, step);
    const who = unlucky({ error: HUNG, done: true, meanwhile: () => kindOf(later).apply(cast.responder, later) });
    await undo(who, step, applied);
    expect(await kindOf(later).holds(cast.responder, later)).toEqual({ holds: true });
  });

  test("is gone, and said to be, where the answer is lost", async () => {
    const step = cast.step(deny);
    const applied = await kindOf(step).apply(cast.responder, step);
    const undone = await undo(unlucky({ error: HUNG, done: true }), step, applied);
    expect(undone.outcome).toBe("restored");
    expect(await kindOf(step).holds(cast.responder, step)).toMatchObject({ holds: false });
  });
});

test("what others keep out of a role meanwhile stays kept out", async () => {
  const role = { account: ACCOUNT, roleName: "app", roleArn: roleArn("app"), roleId: cast.roleId };
  const [step, theirs] = ["b", "c"].map(
    (name): DenyAssume => ({ type: "deny-assume", ...role, principals: [roleArn(name)] }),
  );
  if (!step || !theirs) throw new Error("There are two.");
  const meanwhile = () => kindOf(theirs).apply(cast.responder, theirs);
  await take(unlucky({ error: HUNG, done: false, meanwhile }), step);
  for (const one of [step, theirs]) expect(await kindOf(one).holds(cast.responder, one)).toEqual({ holds: true });
});

test("what AWS refuses is not tried again, and its words are those of the refusal", async () => {
  const step = cast.step({ type: "deny-role-sessions" });
  const refused = Object.assign(new Error("not you"), { name: "AccessDenied" });
  const [outcome] = await take(unlucky({ error: refused, done: false }), step);
  expect(outcome).toMatchObject({ error: "deny-role-sessions failed: AccessDenied: not you" });
  expect(outcome).not.toHaveProperty("mayStand");
});
