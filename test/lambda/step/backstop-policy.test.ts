import { DetachPolicyCommand, DisablePolicyTypeCommand } from "@aws-sdk/client-organizations";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Aws } from "../../../lambda/aws.ts";
import { organizationsOf, organizationsWritesOf } from "../../../lambda/organizations-client.ts";
import { readPolicy } from "../../../lambda/policy-text.ts";
import { denySessionsByScp } from "../../../lambda/step/deny-sessions-by-scp.ts";
import type { AppliedStep, DenySessionsByScp } from "../../../lambda/steps.ts";
import { policy } from "../../support/session.ts";
import { type BackstopCast, REFUSED, startBackstop, strip, work } from "./backstop-cast.ts";
import { responderWith } from "./step-role.ts";

const FULL = "FullAWSAccess";
const THEIRS = { Sid: "Theirs", Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" };

let cast: BackstopCast;
let responder: Aws;

beforeEach(async () => {
  cast = await startBackstop();
  responder = await responderWith(cast.aws, denySessionsByScp.permissions);
});
afterEach(() => cast.aws.close());

const apply = (step: DenySessionsByScp) => denySessionsByScp.apply(responder, step);
const undo = (applied: AppliedStep<DenySessionsByScp>) => denySessionsByScp.undo(responder, applied.step, applied);
const holds = (step: DenySessionsByScp) => denySessionsByScp.holds(responder, step);
const name = () => `credential-leak-responder-sessions-${cast.account}`;

describe("applying", () => {
  test("is on the trail under the id that the step gives, also where the policy is there already", async () => {
    const ids = [await apply(await cast.step()), await apply(await cast.step("other"))].map(
      ({ requestId }) => requestId,
    );
    const trail: unknown = await (await fetch(`${cast.aws.endpoint}/_mock/trail`)).json();
    for (const [index, eventName] of denySessionsByScp.recordedAs.entries()) {
      const write = expect.objectContaining({ requestID: ids[index], eventName });
      expect(trail).toContainEqual(expect.objectContaining({ event: write }));
    }
  });

  test("twice is once, and an earlier cutoff afterwards takes nothing away", async () => {
    const step = await cast.step("app", 60);
    const { wrote } = await apply(step);
    expect(await apply(step)).toMatchObject({ before: wrote, wrote, changed: false });
    await apply(await cast.step("app", 30));
    expect(await holds(step)).toEqual({ holds: true });
    expect(await cast.attached()).toEqual([FULL, name()]);
  });

  test("goes on where a crash has left the policy attached to nothing", async () => {
    const { step, wrote } = await apply(await cast.step());
    await cast.org.send(new DetachPolicyCommand({ PolicyId: await cast.ours(), TargetId: cast.account }));
    expect(await apply(step)).toMatchObject({ before: null, wrote, changed: true });
    expect(await cast.policies()).toEqual(expect.arrayContaining([name()]));
  });

  test("takes over nothing that allows from a policy of that name which hung nowhere", async () => {
    const allowing = { Effect: "Allow", Action: "*", Resource: "*" };
    await cast.createPolicy(name(), policy(allowing, THEIRS));
    const { wrote } = await apply(await cast.step());
    const { Statement } = readPolicy(wrote);
    expect(Statement[0]).toEqual(THEIRS);
    expect(Statement).not.toContainEqual(allowing);
  });

  test("gives up with a clear error where somebody takes the deny out each time", async () => {
    for (const { middlewareStack } of [organizationsOf(responder), organizationsWritesOf(responder)]) {
      middlewareStack.add((next, { commandName = "" }) => async (args) => {
        const answer = await next(args);
        if (/^(Attach|Update)/.test(commandName)) await cast.write(await cast.ours(), policy(THEIRS));
        return answer;
      });
    }
    const step = await cast.step();
    const said = `takes the deny until ${step.cutoff} out of ${name()} as soon as it is written, 6 times`;
    await expect(apply(step)).rejects.toThrow(said);
  });

  test("says how to switch service control policies on, and leaves nothing behind", async () => {
    await cast.org.send(new DisablePolicyTypeCommand({ RootId: cast.rootId, PolicyType: "SERVICE_CONTROL_POLICY" }));
    await expect(apply(await cast.step())).rejects.toThrow(/aws organizations enable-policy-type/);
    expect(await cast.policies()).not.toContain(name());
  });

  test("says what to do where the account has as many policies as AWS allows, and leaves nothing behind", async () => {
    for (const one of ["a", "b", "c", "d"])
      await cast.attach(await cast.createPolicy(one, policy(THEIRS)), cast.account);
    await expect(apply(await cast.step())).rejects.toThrow(`detach-policy --target-id ${cast.account}`);
    expect(await cast.policies()).not.toContain(name());
  });

  test("says so where the account is not in the organization, or is the one that no policy limits", async () => {
    const step = await cast.step();
    await expect(apply({ ...step, target: "444455556666" })).rejects.toThrow("444455556666 is not in the organization");
    await expect(apply({ ...step, target: "111122223333" })).rejects.toThrow(
      /is the organization's management account/,
    );
    expect(await cast.policies()).toEqual([FULL]);
  });

  test("says how many are in it where it is full, and leaves all of them denied", async () => {
    const template = await cast.step();
    const applied: DenySessionsByScp[] = [];
    const fill = async () => {
      for (let role = 0; role < 50; role++) {
        const step = { ...template, principalArn: cast.arnOf(`${"x".repeat(60)}${role}`), principalId: `AROA${role}` };
        await apply(step);
        applied.push(step);
      }
    };
    await expect(fill()).rejects.toThrow(
      /no room for arn:aws:iam::\d+:role\/x+\d+: with it there would be \d+ principals/,
    );
    expect(applied.length).toBeGreaterThan(10);
    for (const step of applied) expect(await holds(step)).toEqual({ holds: true });
  });
});

describe("an administrator of the organization who", () => {
  test("takes the policy off is noticed, and it is put back", async () => {
    const { step } = await apply(await cast.step());
    await cast.org.send(new DetachPolicyCommand({ PolicyId: await cast.ours(), TargetId: cast.account }));
    const because = `The policy ${name()} is not attached to the account ${cast.account}.`;
    expect(await holds(step)).toEqual({ holds: false, because });
    await apply(step);
    expect(await holds(step)).toEqual({ holds: true });
  });

  test.each([
    [
      "takes the deny out",
      (text: string) => policy(...readPolicy(text).Statement.slice(1)),
      /deny of .* was taken out/,
    ],
    ["moves the cutoff back", (text: string) => text.replace(/20\d\d-[\d-]+T/, "2020-01-01T"), /moved back to 2020/],
    [
      "takes the guard out",
      (text: string) => policy(...readPolicy(text).Statement.slice(0, 1)),
      /guard of .* weakened/,
    ],
    ["weakens the guard", (text: string) => text.replace('"iam:Detach*",', ""), /guard of .* weakened/],
    [
      "guards fewer",
      (text: string) => text.replace(/"Resource":\["[^"]*app",/, '"Resource":['),
      /guard of .* weakened/,
    ],
    [
      "guards on a condition more",
      (text: string) => text.replace('"ArnNotLike"', '"Bool":{"aws:ViaAWSService":"true"},"ArnNotLike"'),
      /guard of .* weakened/,
    ],
    ["spares everybody", (text: string) => text.replace("ArnNotLike", "ArnLike"), /guard of .* weakened/],
  ])("%s is noticed, and it is put back beside what they wrote", async (_what, change, because) => {
    const { step } = await apply(await cast.step());
    const id = await cast.ours();
    const changed = readPolicy(change(await cast.content(id)));
    await cast.write(id, policy(THEIRS, ...changed.Statement));
    expect(await holds(step)).toMatchObject({ because: expect.stringMatching(because) });
    expect(await apply(step)).toMatchObject({ changed: true });
    expect(await holds(step)).toEqual({ holds: true });
    expect(readPolicy(await cast.content(id)).Statement[0]).toEqual(THEIRS);
  });
});

describe("undoing", () => {
  test("leaves all as it was before, and twice is nothing", async () => {
    const [thief, before] = [await cast.session("app"), [await cast.attached(), await cast.policies()]];
    const applied = await apply(await cast.step());
    expect(await undo(applied)).toMatchObject({ outcome: "restored" });
    expect([await cast.attached(), await cast.policies()]).toEqual(before);
    await work(thief);
    await strip(thief, "other", "work");
    expect(await undo(applied)).toMatchObject({ outcome: "gone" });
  });

  test("of one principal leaves the other, and its guard", async () => {
    const [app, other] = [await cast.session("app"), await cast.session("other")];
    const [first, second] = [await apply(await cast.step("app")), await apply(await cast.step("other"))];
    await cast.createRole("third");
    const intruder = await cast.session("third");
    await undo(first);
    await work(app);
    await strip(intruder, "app", "work");
    await expect(work(other)).rejects.toMatchObject(REFUSED);
    await expect(strip(intruder, "other", "work")).rejects.toMatchObject(REFUSED);
    await undo(second);
    expect(await cast.policies()).toEqual([FULL]);
  });

  test.each([
    ["earlier", [0, 1]],
    ["later", [1, 0]],
  ])(
    "the %s of two incidents with the same principal leaves the other's deny, and nothing after both",
    async (_which, order) => {
      const thief = await cast.session("app");
      const steps = [await cast.step("app", 30), await cast.step("app", 600)];
      const applied: AppliedStep<DenySessionsByScp>[] = [];
      for (const step of steps) applied.push(await apply(step));
      const [one, two] = order.map((index) => applied[index]);
      if (!one || !two) throw new Error("There are two.");
      expect((await undo(one)).outcome).toBe("restored");
      expect(await holds(two.step)).toEqual({ holds: true });
      await expect(work(thief)).rejects.toMatchObject(REFUSED);
      await undo(two);
      await work(thief);
      expect(await cast.policies()).toEqual([FULL]);
    },
  );

  test("of a cutoff that the same incident has moved leaves nothing of the earlier ones", async () => {
    const { before } = await apply(await cast.step("app", 30));
    await apply(await cast.step("app", 60));
    const last = await apply(await cast.step("app", 90));
    expect(readPolicy(last.wrote).Statement).toHaveLength(3);
    await undo({ ...last, before });
    expect(await cast.policies()).toEqual([FULL]);
  });

  test("of an incident whose record was lost on the way leaves nothing either", async () => {
    const { step, wrote } = await apply(await cast.step());
    const again = await apply(step);
    expect(denySessionsByScp.beforeOurs?.(step, wrote, undefined)).toBeNull();
    expect(denySessionsByScp.beforeOurs?.(await cast.step("app", 90), wrote, undefined)).toBe(wrote);
    await undo({ ...again, before: null });
    expect(await cast.policies()).toEqual([FULL]);
  });

  test("keeps what others have written into the policy, where it hangs", async () => {
    const applied = await apply(await cast.step());
    const id = await cast.ours();
    await cast.write(id, policy(...readPolicy(applied.wrote).Statement, THEIRS));
    expect(await undo(applied)).toMatchObject({ outcome: "restored", note: expect.stringContaining("taken out") });
    expect(await cast.content(id)).toBe(policy(THEIRS));
    expect(await cast.attached()).toEqual([FULL, name()]);
  });

  test("clears a policy that somebody has taken off, so that nothing comes back with the next incident", async () => {
    const applied = await apply(await cast.step());
    await cast.org.send(new DetachPolicyCommand({ PolicyId: await cast.ours(), TargetId: cast.account }));
    expect(await undo(applied)).toMatchObject({ outcome: "gone", note: expect.stringContaining("no longer attached") });
    expect(await cast.policies()).toEqual([FULL]);
  });

  test("says so where somebody has taken the deny out already", async () => {
    const applied = await apply(await cast.step());
    await cast.write(await cast.ours(), policy(THEIRS));
    expect(await undo(applied)).toMatchObject({ outcome: "gone", note: expect.stringContaining("already") });
  });
});
