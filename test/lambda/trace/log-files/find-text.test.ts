import fc from "fast-check";
import { expect, test } from "vitest";
import { nextText, rarePart } from "../../../../lambda/trace/log-files/find-text.ts";

/** Few letters, so that most of a text is met often. */
const letters = fc.constantFrom("A", "A", "b", "é", '"', "\n");
const text = fc.string({ unit: letters, minLength: 1, maxLength: 12 });
const bytes = fc.string({ unit: letters, maxLength: 200 }).map((some) => Buffer.from(some));

test("where a text is, there is its rare part; and of what is no key it is the text itself", () => {
  const like = fc.stringMatching(/^[A-C][A-C0-9]{8,20}$/);
  fc.assert(
    fc.property(fc.oneof(text, like), (one) => {
      expect(one).toContain(rarePart(one));
    }),
  );
  expect(rarePart("ASIAQRSTUVWXYZ234567")).toBe("Z23456");
  expect(rarePart("ASIA22222222222222222")).toBe("ASIA22222222222222222");
  expect(rarePart("AdministratorAccess")).toBe("AdministratorAccess");
});

test("the next of several texts, from ever later places", () => {
  fc.assert(
    fc.property(bytes, fc.array(text, { minLength: 1, maxLength: 3 }), fc.array(fc.nat(200)), (all, some, places) => {
      const next = nextText(all, some);
      for (const from of places.toSorted((one, other) => one - other)) {
        const hits = some.map((one) => all.indexOf(one, from)).filter((at) => at >= 0);
        expect(next(from)).toBe(Math.min(...hits));
      }
    }),
  );
});
