import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Aws } from "../../../lambda/aws.ts";
import { denySessionsByScp } from "../../../lambda/step/deny-sessions-by-scp.ts";
import type { DenySessionsByScp } from "../../../lambda/steps.ts";
import { REFUSED, startBackstop, work } from "./backstop-cast.ts";
import { turnstile } from "./turnstile.ts";

const apply = (who: Aws, step: DenySessionsByScp) => denySessionsByScp.apply(who, step);
const holds = async (who: Aws, step: DenySessionsByScp) => (await denySessionsByScp.holds(who, step)).holds;

/** What each responder does every minute: whoever finds his deny missing writes it again. */
async function heartbeat(who: Aws, steps: readonly DenySessionsByScp[]): Promise<void> {
  for (const step of steps) if (!(await holds(who, step))) await apply(who, step);
}

const picks = fc.array(fc.nat({ max: 5 }), { maxLength: 40 });

describe.each([
  ["of two roles", ["app", "other"]],
  ["of one role, with two cutoffs", ["app", "app"]],
] as const)("two back-stops %s", (_what, roles) => {
  test("written at once, in any order of their calls, end in one policy that denies as much as both", async () => {
    await fc.assert(
      fc.asyncProperty(picks, async (order) => {
        const cast = await startBackstop();
        try {
          const steps = [await cast.step(roles[0], 30), await cast.step(roles[1], 60)];
          const thieves = [await cast.session(roles[0]), await cast.session(roles[1])];
          const gate = turnstile(order);
          const writers = steps.map((step, index) => {
            const who = cast.someone();
            gate.admit(String(index), who);
            return () => apply(who, step);
          });
          await gate.run(writers);
          await heartbeat(cast.someone(), steps);
          for (const step of steps) expect(await holds(cast.someone(), step)).toBe(true);
          for (const thief of thieves) await expect(work(thief)).rejects.toMatchObject(REFUSED);
          expect((await cast.policies()).filter((name) => name?.startsWith("credential-leak-responder"))).toHaveLength(
            1,
          );
        } finally {
          await cast.aws.close();
        }
      }),
      { numRuns: 6 },
    );
  });
});
