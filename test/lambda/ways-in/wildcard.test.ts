// Patterns match as AWS's do, and no pattern takes long.
import fc from "fast-check";
import { expect, test } from "vitest";
import { arnWildcard, wildcard } from "../../../lambda/ways-in/trust/wildcard.ts";

const letters = fc.string({ unit: fc.constantFrom("a", "b", ":", "/"), maxLength: 12 });
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });

test("a pattern matches what the regular expression of it does", () => {
  fc.assert(
    fc.property(pattern, letters, (of, text) => {
      const source = of.replaceAll("*", ".*").replaceAll("?", ".");
      expect(wildcard(of, text)).toBe(new RegExp(`^${source}$`, "s").test(text));
    }),
    { numRuns: 2_000 },
  );
});

test("many stars do not take the time of many stars", () => {
  expect(wildcard(`${"a*".repeat(2_000)}b`, "a".repeat(4_000))).toBe(false);
});

test("ARNs match part by part", () => {
  const user = "arn:aws:iam::111122223333:user/x:role/admin";
  expect(arnWildcard("arn:aws:iam::*:role/admin", user)).toBe(false);
  expect(arnWildcard("arn:aws:iam::*:user/*", user)).toBe(true);
  expect(arnWildcard("*", user)).toBeUndefined();
});
