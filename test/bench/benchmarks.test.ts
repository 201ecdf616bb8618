import { afterAll, describe, expect, test } from "vitest";
import type { Row } from "../../bench/benchmark.ts";
import { removeBundles } from "../../bench/bundled.ts";
import { BENCHMARKS } from "../../bench/index.ts";
import { readWish, UsageError } from "../../bench/run.ts";
import { toTable } from "../../bench/table.ts";

afterAll(removeBundles);

describe.each(Object.entries(BENCHMARKS))("the benchmark %s, on a tiny run", (name, benchmark) => {
  test("reports rows of the documented form", { timeout: 60_000 }, async () => {
    const rows = await benchmark.run({ size: "tiny", note: () => {} });
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toEqual({
        name: expect.stringMatching(new RegExp(`^${name}\\b`)),
        value: expect.any(Number),
        unit: expect.stringMatching(/\S/),
        baseline: expect.stringMatching(/\S/),
        baselineValue: expect.any(Number),
        ratio: expect.any(Number),
      } satisfies Record<keyof Row, unknown>);
      for (const figure of [row.value, row.baselineValue, row.ratio]) expect(figure).toBeGreaterThan(0);
    }
  });
});

describe("npm run bench", () => {
  test("runs every benchmark unless some are named", () => {
    expect(readWish([])).toEqual({ names: Object.keys(BENCHMARKS), json: undefined });
    expect(readWish(["mock", "--json", "rows.json"])).toEqual({ names: ["mock"], json: "rows.json" });
    expect(readWish(["mock", "--json"])).toEqual({ names: ["mock"], json: "-" });
  });

  test.each([[["nothing"]], [["toString"]], [["--jsn", "x"]]])("refuses %j", (args) => {
    expect(() => readWish(args)).toThrow(UsageError);
  });

  test("shows a row on a line of its own, with its figures to the right", () => {
    const row = { name: "a", value: 1234.5, unit: "calls/s", baseline: "b", baselineValue: 10, ratio: 123 };
    const lines = toTable([row]).trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/^a +1,230 +calls\/s +b +10 +123×$/);
  });
});
