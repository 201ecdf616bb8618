import fc from "fast-check";
import { expect, test } from "vitest";
import { archive } from "../../../mock-aws/cloudtrail/archive.ts";

test("every text comes back as it went in, whatever its signs, its length and those before it", () => {
  const small = fc.string({ unit: "grapheme", maxLength: 50 });
  const large = fc.integer({ min: 100_000, max: 600_000 }).map((length) => "ü".repeat(length >> 1));
  const texts = fc.array(fc.oneof({ weight: 9, arbitrary: small }, { weight: 1, arbitrary: large }), { maxLength: 30 });
  fc.assert(
    fc.property(texts, (given) => {
      const kept = archive();
      for (const text of given) kept.add(text);
      expect(kept.size).toBe(given.length);
      expect(given.map((_, number) => kept.read(number))).toEqual(given);
    }),
    { numRuns: 30, examples: [[[""]], [["a".repeat(2 ** 18), ""]]] },
  );
});

test("a number that no text has is an error", () => {
  const kept = archive();
  kept.add("one");
  expect(() => kept.read(1)).toThrow("There is no text 1 in the archive.");
});
