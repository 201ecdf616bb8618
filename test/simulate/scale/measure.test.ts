import { describe, expect, test } from "vitest";
import { type Measured, measure } from "../../../simulate/scale/measure.ts";
import { unitsOf } from "../../../simulate/scale/metered-items.ts";
import { readScaleWish, scaleTables } from "../../../simulate/scale/scale.ts";
import { simulateStorm } from "../../../simulate/scale/storm.ts";
import { simulateWatch } from "../../../simulate/scale/watch.ts";
import { stormWorlds, watchWorlds } from "../../../simulate/scale/worlds.ts";
import { UsageError } from "../../../simulate/wish.ts";

describe("what is counted", () => {
  test("is what the design says: one write for a deny, none for a repeat, the trail only where it is time", async () => {
    const measured = await measure(1);
    expect(measured["first alert"]).toMatchObject({ iamReads: 3, iamWrites: 1, lookups: 0 });
    expect(measured["repeat of it"]).toMatchObject({ iamWrites: 0, lookups: 0 });
    expect(measured["first beat"]).toMatchObject({ iamWrites: 0, lookups: 2 * 17, lookupsInOneRegion: 2 });
    expect(measured["quiet beat"]).toMatchObject({
      iamReads: 2,
      iamWrites: 0,
      lookups: 0,
      units: { due: 2, list: 0, open: 0 },
    });
    expect(measured["reading beat"].lookupsInOneRegion).toBeGreaterThanOrEqual(3);
    expect(measured["session heard"]).toMatchObject({ iamReads: 0, iamWrites: 0, lookups: 0 });
    expect(measured["beat with nothing open"]).toMatchObject({
      ledgerCalls: 1,
      units: { table: 0, due: 0, list: 0, open: 0 },
    });
    expect(Object.values(measured).every(({ cpuMs }) => cpuMs > 0)).toBe(true);
    expectTables(measured);
  });

  function expectTables(measured: Measured): void {
    const storms = stormWorlds(measured, 1, 0.02).map((world) => ({ name: world.name, ...simulateStorm(world) }));
    const watches = watchWorlds(measured, 1, 0.01).map((world) => ({ name: world.name, ...simulateWatch(world, 3) }));
    const tables = scaleTables({ measured, storms, watches });
    for (const { name } of [...storms, ...watches]) expect(tables).toContain(`| ${name} `);
    expect(tables).not.toMatch(/NaN|undefined/);
  }
});

describe("units of DynamoDB", () => {
  const claim = (dueAt: string, more: object = {}) => ({ queue: { S: "open" }, dueAt: { S: dueAt }, ...more });

  test("a new key in an index takes the old entry away and puts the new one", () => {
    expect(unitsOf(undefined, claim("1"))).toEqual({ table: 1, due: 1, list: 0, open: 0 });
    expect(unitsOf(claim("1"), claim("2"))).toEqual({ table: 1, due: 2, list: 0, open: 0 });
    expect(unitsOf(claim("1"), {})).toEqual({ table: 1, due: 1, list: 0, open: 0 });
  });

  test("each kilobyte that has begun counts, of the larger of before and after", () => {
    const long = claim("1", { alert: { S: "x".repeat(1_024) } });
    expect(unitsOf(long, claim("1"))).toEqual({ table: 2, due: 2, list: 0, open: 0 });
    expect(unitsOf(undefined, { list: { S: "incidents" }, openedAt: { S: "1" } })).toEqual({
      table: 1,
      due: 0,
      list: 1,
      open: 0,
    });
  });
});

test("what can be asked for", () => {
  expect(readScaleWish([])).toEqual({ seed: 1, json: undefined });
  expect(readScaleWish(["--seed", "7", "--json", "f"])).toEqual({ seed: 7, json: "f" });
  expect(() => readScaleWish(["--seed", "0"])).toThrow(UsageError);
  expect(() => readScaleWish(["--seeds", "2"])).toThrow(/--seeds/);
});
