// Each opponent does what it is there for: left alone it has what it came for, and against the button it shows its trick.
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../simulate/outcome.ts";
import { run } from "../../simulate/run.ts";
import { drawScenario, type Scenario } from "../../simulate/scenario.ts";

/** The first seeds from `from` on that the wish fits. */
function scenarios(opponent: Scenario["opponent"], isWanted: (scenario: Scenario) => boolean, count = 2): Scenario[] {
  const found: Scenario[] = [];
  for (let seed = 1; found.length < count; seed++) {
    const scenario = drawScenario(seed, opponent);
    if (isWanted(scenario)) found.push(scenario);
  }
  return found;
}

/** Minutes lie between theft and alert: whoever needs them has had them. */
const late = ({ alertAfter }: Scenario) => alertAfter > 500;

async function against(defender: "nothing" | "console-button", all: readonly Scenario[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const scenario of all) outcomes.push((await run(scenario, defender)).outcome);
  return outcomes;
}

describe("the console's button", () => {
  test("stops a sleeper who has opened nothing, and nobody is locked out for more than two minutes", async () => {
    const [quiet] = scenarios("sleeper", ({ leak }) => leak === "federated-token", 1);
    const [outcome] = await against("console-button", quiet ? [quiet] : []);
    expect(outcome).toMatchObject({ cutOff: true, lastSuccess: 0, callsAfterDeny: 0 });
    expect(outcome?.lockedOut).toBeLessThanOrEqual(2);
  });

  test.each(["juggler", "chain-forward"] as const)(
    "does not stop a %s, who has other sessions by then",
    async (name) => {
      const outcomes = await against("console-button", scenarios(name, late));
      for (const { cutOff, live } of outcomes)
        expect({ cutOff, live: live > 0 }).toEqual({ cutOff: false, live: true });
    },
  );

  test("does not stop a stripper, who deletes the deny before it is enforced", async () => {
    const outcomes = await against("console-button", scenarios("stripper", late, 1));
    expect(outcomes).toMatchObject([{ cutOff: false, lockedOut: 0 }]);
  });

  test("does not stop a key-maker, whose users and doors are other principals", async () => {
    const outcomes = await against("console-button", scenarios("key-maker", late));
    expect(outcomes.some(({ cutOff }) => !cutOff)).toBe(true);
  });

  test("stops each theft of a re-stealer within seconds of its alert, and the next one begins it anew", async () => {
    const [outcome] = await against("console-button", scenarios("re-stealer", late, 1));
    expect(outcome?.cutOff).toBe(true);
    expect(outcome?.lastSuccess).toBeLessThan(10);
    expect(outcome?.callsAfterDeny).toBeGreaterThan(0);
  });
});

test("a federator's tokens and a smash-and-grab's sessions work to the end where nobody does anything", async () => {
  const [federated] = await against("nothing", scenarios("federator", late, 1));
  const [grabbed] = await against(
    "nothing",
    scenarios("smash-and-grab", ({ leak }) => leak === "role-session", 1),
  );
  expect(federated?.live).toBeGreaterThan(1);
  expect(grabbed?.live).toBeGreaterThan(1);
});
