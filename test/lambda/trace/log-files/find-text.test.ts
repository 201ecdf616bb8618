import fc from "fast-check";
import { expect, test } from "vitest";
import { holdsText, nextText } from "../../../../lambda/trace/log-files/find-text.ts";

/** Few letters, so that most of a text is met often. */
const letters = fc.constantFrom("A", "A", "b", "é", '"', "\n");
const text = fc.string({ unit: letters, minLength: 1, maxLength: 12 });
const bytes = fc.string({ unit: letters, maxLength: 200 }).map((some) => Buffer.from(some));

test("a text is found where it is, and nowhere else", () => {
  const within = fc.tuple(bytes, text, bytes).map(([before, one, after]) => ({
    all: Buffer.concat([before, Buffer.from(one), after]),
    one,
  }));
  const anywhere = fc.record({ all: bytes, one: text });
  fc.assert(
    fc.property(fc.oneof(within, anywhere), ({ all, one }) => {
      expect(holdsText(all, one)).toBe(all.includes(one));
    }),
    { numRuns: 500 },
  );
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
