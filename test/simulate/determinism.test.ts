// The same seed gives the same run: that is what a replay is worth.
import { describe, expect, test } from "vitest";
import { run } from "../../simulate/run.ts";
import { drawScenario, LINES } from "../../simulate/scenario.ts";

describe("a seed", () => {
  test.each([20, 42])(
    "%i gives the same story to the second, and the same outcome, each time it is run",
    async (seed) => {
      const scenario = drawScenario(seed);
      const [first, second] = [await run(scenario, "ours", true), await run(scenario, "ours", true)];
      expect(second).toEqual(first);
      expect(first.story.length).toBeGreaterThan(5);
    },
  );

  test("is the same scenario for every defender, and another one than its neighbour", () => {
    expect(drawScenario(11)).toEqual(drawScenario(11));
    expect(drawScenario(11).organization).not.toEqual(drawScenario(12).organization);
  });

  test("has an opponent of its own, and each opponent comes up", () => {
    const met = new Set(Array.from({ length: LINES.length }, (_, seed) => drawScenario(seed + 1).opponent));
    expect([...met].sort()).toEqual([...LINES].sort());
    expect(drawScenario(1, "juggler").opponent).toBe("juggler");
  });

  test("keeps the promises of its scenario: accounts, roles, a leaked principal that exists, and a way from it", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { organization } = drawScenario(seed);
      const { accounts, roles, users, leaked } = organization;
      expect(accounts.length).toBeGreaterThanOrEqual(1);
      expect(accounts.length).toBeLessThanOrEqual(5);
      expect(roles.length).toBeGreaterThanOrEqual(5);
      expect(roles.length).toBeLessThanOrEqual(60);
      expect([...roles.map(({ principal }) => principal), ...users]).toContainEqual(leaked);
      expect(roles.some(({ trusts }) => trusts.some((one) => one === leaked))).toBe(true);
      expect(new Set(roles.map(({ principal }) => principal.name)).size).toBe(roles.length);
    }
  });
});
