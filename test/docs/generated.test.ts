// The documents that are made of the code say what the code says: node bin/docs.ts writes them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { betweenMarks, cell } from "../../bin/docs/between-marks.ts";
import { GENERATED } from "../../bin/docs/generated.ts";
import { guardrailTable } from "../../bin/docs/guardrail-table.ts";
import { coverageTable, stepSections } from "../../bin/docs/step-tables.ts";
import { readConfig } from "../../lambda/config.ts";
import { GUARDRAILS } from "../../lambda/decide/index.ts";
import { STEPS } from "../../lambda/step/index.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

test.each(Object.entries(GENERATED))("%s is what node bin/docs.ts writes", (path, generate) => {
  expect(read(path)).toBe(generate(() => read(path)));
});

describe("docs/configuration.md", () => {
  const text = read("docs/configuration.md");

  test("names every setting that there is", () => {
    const { properties } = JSON.parse(read("docs/schemas/responder-config.json"));
    const settings = Object.keys(properties);
    expect(settings).toEqual(expect.arrayContaining(Object.keys(readConfig({}))));
    for (const setting of settings) expect(text).toContain(`| \`${setting}\` |`);
  });

  const examples = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => json ?? "");
  test.each(examples)("gives an example that is right: %s", (example) => {
    expect(() => readConfig(JSON.parse(example))).not.toThrow();
  });

  test("shows an error as it is", () => {
    const value = { modes: [{ mode: "contian" }], protectedPrincipal: [] };
    const [, shown] = /```\n(The configuration is wrong:[\s\S]*?)\n```/.exec(text) ?? [];
    expect(() => readConfig(value)).toThrow(new Error(shown));
  });

  test("says of every setting what it does", () => {
    const rows = text.split("\n").filter((line) => /^\| `/.test(line));
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) expect(row).not.toMatch(/\|\s*\|$|undefined/);
  });
});

describe("docs/coverage.md", () => {
  test("has every kind of step, with what it takes, how long it stands and what it does not stop", () => {
    const sections = stepSections().split("### ").slice(1);
    expect(sections.map((section) => section.split("\n")[0])).toEqual(Object.keys(STEPS));
    for (const section of sections) {
      expect(section).toMatch(
        /\*\*Takes\*\* `\w+:\w+`[\s\S]*\*\*Stands\*\* until [\s\S]*\*\*Does not stop\*\*\n {2}- \w/,
      );
    }
  });

  test("leads from whose credential it is to the steps, fallbacks included", () => {
    const table = coverageTable();
    for (const type of Object.keys(STEPS)) expect(table).toContain(`[\`${type}\`](#${type})`);
  });

  test("has every guardrail in its own words", () => {
    const table = guardrailTable();
    for (const name of Object.keys(GUARDRAILS)) expect(table).toContain(`| \`${name}\` |`);
  });

  test("cannot be written with a guardrail that nobody has shown, or that says nothing", () => {
    expect(() => guardrailTable({ "brand-new": () => ({ is: "pass" }) })).toThrow(/brand-new has no example/);
    expect(() => guardrailTable({ severity: () => ({ is: "pass" }) })).toThrow(/severity says nothing/);
  });
});

describe("what people write beside it", () => {
  const text = "before\n<!-- x: written by bin/docs.ts -->\nold\n<!-- end of x -->\nafter";

  test("stays", () => {
    const once = betweenMarks(text, { x: "new" });
    expect(once).toMatch(/^before\n[\s\S]*\n\nnew\n\n[\s\S]*\nafter$/);
    expect(betweenMarks(once, { x: "new" })).toBe(once);
  });

  test("must leave the code its place", () => {
    expect(() => betweenMarks(text, { y: "new" })).toThrow(/no place.*y: written by/);
  });

  test("is not torn by a bar in a cell", () => {
    expect(cell("a|b\nc")).toBe("a\\|b c");
  });
});
