// Some seeds in small: what must hold in each of them, whoever comes and whoever defends. `npm run simulate` runs the many.
import { describe, expect, test } from "vitest";
import { DEFENDERS, type DefenderName } from "../../simulate/defender/index.ts";
import type { Outcome } from "../../simulate/outcome.ts";
import { run } from "../../simulate/run.ts";
import { drawScenario, LINES } from "../../simulate/scenario.ts";

/** The responder against every opponent once, since each of its runs takes a second or more; then one of the others. */
const OTHERS: readonly DefenderName[] = ["nothing", "console-button", "put-role-policy"];
const ROUND = LINES.length;
const ROUNDS = 2;
/** Of the first rounds this one asks the responder for the least work, at the same opponents. */
const FIRST = 4 * ROUND + 1;

function defenderOf(seed: number): DefenderName {
  if (seed < FIRST + ROUND) return seed % 2 === 0 ? "ours" : "ours-with-scp";
  const round = Math.floor((seed - 1) / ROUND);
  return OTHERS[(seed + round) % OTHERS.length] ?? "nothing";
}

const LONGEST_SECONDS = 40 * 60;
const isOurs = ({ defender }: Outcome) => defender.startsWith("ours");

describe.each(Array.from({ length: ROUNDS }, (_, round) => FIRST + round * ROUND))("seeds from %i", (start) => {
  test("hold what is promised", { timeout: 300_000 }, async () => {
    const outcomes: Outcome[] = [];
    for (let seed = start; seed < start + ROUND; seed++)
      outcomes.push((await run(drawScenario(seed), defenderOf(seed))).outcome);

    // Whoever may edit IAM undoes what is done in it, and not what the organization does.
    const stoppable = outcomes.filter(({ defender, editsIam }) => defender === "ours-with-scp" || !editsIam);
    expect(stoppable.filter((one) => isOurs(one) && !one.cutOff)).toEqual([]);
    expect(outcomes.filter(({ wrongProven }) => wrongProven > 0)).toEqual([]);
    expect(outcomes.filter((one) => isOurs(one) && one.proofs.length === 0)).toEqual([]);
    expect(outcomes.filter((one) => !isOurs(one) && one.proofs.length > 0)).toEqual([]);

    const leftAlone = outcomes.filter(({ defender }) => defender === "nothing");
    expect(leftAlone.filter(({ cutOff, live, lockedOut }) => cutOff || live === 0 || lockedOut > 0)).toEqual([]);
    for (const { defender, callsAfterDeny, lastSuccess, live, cutOff } of outcomes) {
      expect(callsAfterDeny === null).toBe(defender === "nothing");
      expect(lastSuccess).toBeGreaterThanOrEqual(0);
      expect(lastSuccess).toBeLessThanOrEqual(LONGEST_SECONDS);
      expect(cutOff).toBe(live === 0);
    }
  });
});

test("every opponent and every kind of leak comes up in them", () => {
  const scenarios = Array.from({ length: ROUND * ROUNDS }, (_, index) => drawScenario(FIRST + index));
  expect(new Set(scenarios.map(({ opponent }) => opponent)).size).toBe(LINES.length);
  expect(new Set(scenarios.map(({ leak }) => leak))).toEqual(
    new Set(["instance", "role-session", "user-key", "federated-token"]),
  );
  expect(Object.keys(DEFENDERS)).toEqual(expect.arrayContaining(scenarios.map(({ seed }) => defenderOf(seed))));
});
