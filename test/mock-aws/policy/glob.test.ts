// Wildcards, against regular expressions that say the same.
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileGlob, matchGlob } from "../../../mock-aws/policy/glob.ts";

const pattern = fc.array(fc.constantFrom("a", "b", "*", "?", ".", "\n"), { maxLength: 8 }).map((all) => all.join(""));
const text = fc.array(fc.constantFrom("a", "b", ".", "\n"), { maxLength: 10 }).map((all) => all.join(""));

function reference(source: string): RegExp {
  const escaped = source.replaceAll(/[.]/g, "\\.").replaceAll("*", "[^]*").replaceAll("?", "[^]");
  return new RegExp(`^${escaped}$`);
}

test("a pattern matches what the same regular expression matches", () => {
  fc.assert(
    fc.property(pattern, text, (source, actual) => {
      expect(matchGlob(compileGlob(source), actual)).toBe(reference(source).test(actual));
    }),
    { numRuns: 10_000 },
  );
});

test("a pattern with many stars takes time in proportion, not in powers", () => {
  const started = performance.now();
  expect(matchGlob(compileGlob(`${"*a".repeat(200)}b`), "a".repeat(5_000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(1_000);
});
