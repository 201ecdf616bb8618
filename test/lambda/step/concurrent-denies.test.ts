import { PutRolePolicyCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Aws, connect } from "../../../lambda/aws.ts";
import { cutoffOf, denyOlderSessions, OLDER_SESSIONS_POLICY } from "../../../lambda/older-sessions-policy.ts";
import { denyAssume } from "../../../lambda/step/deny-assume.ts";
import { kindOf } from "../../../lambda/step/index.ts";
import type { DenyAssume } from "../../../lambda/steps.ts";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { ACCOUNT, roleArn } from "../../mock-aws/iam/cast.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { castOf, DENIES, type DenyStep } from "./deny-cast.ts";
import { type Call, turnstile } from "./turnstile.ts";

let aws: TestAws;

beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());

const someone = (): Aws =>
  connect(ACCOUNT, { region: "us-east-1", endpoint: aws.endpoint, credentials: async () => ADMIN_KEY });
const apply = (who: Aws, step: DenyStep) => kindOf(step).apply(who, step);
const holds = async (who: Aws, step: DenyStep) => (await kindOf(step).holds(who, step)).holds;

/** What each responder does every minute: whoever finds his deny missing writes it again. */
async function heartbeat(who: Aws, steps: readonly DenyStep[]): Promise<void> {
  for (const step of steps) if (!(await holds(who, step))) await apply(who, step);
}

const picks = fc.array(fc.nat({ max: 5 }), { maxLength: 30 });
const cutoffs = fc.tuple(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 600 }));
const check = (numRuns: number, law: (picks: number[], seconds: [number, number]) => Promise<void>) =>
  fc.assert(fc.asyncProperty(picks, cutoffs, law), { numRuns });

const once = DENIES.filter((deny) => deny.type === "deny-session" || !("session" in deny));

describe.each(once.map((deny) => [deny.type, deny] as const))("%s", (_called, deny) => {
  test("written by two responders at once, in any order of their calls, ends in the widest deny", async () => {
    await check(4, async (order, seconds) => {
      const cast = await castOf(aws);
      const steps = seconds.map((ahead) => cast.step(deny, ahead));
      const gate = turnstile(order);
      const writers = steps.map((step) => {
        const who = someone();
        gate.admit(step.cutoff, who);
        return () => apply(who, step);
      });
      const calls = await gate.run(writers);
      for (const step of steps) {
        if (hasSeenTheEnd(calls, step.cutoff)) expect(await holds(cast.responder, step)).toBe(true);
      }
      await heartbeat(cast.responder, steps);
      for (const step of steps) expect(await holds(cast.responder, step)).toBe(true);
    });
  });
});

const isRead = ({ name }: Call) => /^(Get|List)/.test(name);

/** Whoever has written has looked at it since, and nobody else has written after that. */
function hasSeenTheEnd(calls: readonly Call[], who: string): boolean {
  const last = calls.findLastIndex((call) => call.who === who);
  expect(calls.slice(last, last + 1).every(isRead)).toBe(true);
  return calls.slice(last + 1).every((call) => call.who === who || isRead(call));
}

describe.each(
  DENIES.flatMap((deny) =>
    deny.type === "deny-role-sessions" || deny.type === "deny-user-sessions" ? [deny] : [],
  ).map((deny) => [deny.type, deny] as const),
)("%s", (_type, deny) => {
  test("beside the console's button, which overwrites all, ends in the widest deny but for one lost update", async () => {
    await check(8, async (order, [ours, theirs]) => {
      const cast = await castOf(aws);
      const step = cast.step(deny, ours);
      const button = cast.step(deny, theirs);
      const gate = turnstile(order);
      const [responder, operator] = [someone(), someone()];
      gate.admit("responder", responder);
      gate.admit("operator", operator);
      const calls = await gate.run([() => apply(responder, step), () => press(operator, button)]);
      await heartbeat(cast.responder, [step]);
      expect(await holds(cast.responder, step)).toBe(true);
      // IAM has no conditional write: what is pressed between our read and our write is gone, and nobody can know.
      if (!wasPressedBetweenReadAndWrite(calls)) expect(await holds(cast.responder, button)).toBe(true);
    });
  });
});

/** "Revoke active sessions" in the console: the policy is replaced, unread. */
function press(operator: Aws, step: DenyStep): Promise<unknown> {
  const said = { PolicyName: OLDER_SESSIONS_POLICY, PolicyDocument: denyOlderSessions(null, step.cutoff) };
  return "userName" in step
    ? operator.iam.send(new PutUserPolicyCommand({ UserName: step.userName, ...said }))
    : operator.iam.send(new PutRolePolicyCommand({ RoleName: step.roleName, ...said }));
}

/** Calls that only ask who has the name do not count: what they answer is not what is merged. */
function wasPressedBetweenReadAndWrite(calls: readonly Call[]): boolean {
  const ofPolicies = calls.filter(({ name }) => name.endsWith("Policy"));
  const pressed = ofPolicies.findIndex(({ who }) => who === "operator");
  const [next] = ofPolicies.slice(pressed + 1);
  return pressed > 0 && next !== undefined && next.name.startsWith("Put");
}

test("four responders at once end in the latest of their cutoffs", async () => {
  const cast = await castOf(aws);
  const deny = { type: "deny-role-sessions" } as const;
  const steps = [300, 30, 600, 60].map((seconds) => cast.step(deny, seconds));
  await Promise.all(steps.map((step) => apply(cast.responder, step)));
  await heartbeat(cast.responder, steps);
  const applied = await apply(cast.responder, cast.step(deny, 1));
  expect(cutoffOf(applied.wrote)).toBe(cast.step(deny, 600).cutoff);
});

test("two that keep different roles from assuming a third, in any order of their calls, end with both kept out", async () => {
  await check(6, async (order) => {
    const { responder, roleId } = await castOf(aws);
    const role = { account: ACCOUNT, roleName: "app", roleArn: roleArn("app"), roleId };
    const steps = ["b", "c"].map((name): DenyAssume => ({ type: "deny-assume", ...role, principals: [roleArn(name)] }));
    const gate = turnstile(order);
    const writers = steps.map((step) => {
      const who = someone();
      gate.admit(step.principals.join(), who);
      return () => denyAssume.apply(who, step);
    });
    await gate.run(writers);
    for (const step of steps)
      if (!(await denyAssume.holds(responder, step)).holds) await denyAssume.apply(responder, step);
    for (const step of steps) expect(await denyAssume.holds(responder, step)).toEqual({ holds: true });
  });
});
