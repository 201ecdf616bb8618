import fc from "fast-check";
import { expect, test } from "vitest";
import { compilePattern } from "../../../mock-aws/events/pattern/compile.ts";
import { InvalidEventPattern } from "../../../mock-aws/events/pattern/invalid.ts";
import { matches } from "../../../mock-aws/events/pattern/match.ts";
import CASES from "./pattern-cases.json" with { type: "json" };
import REFUSALS from "./pattern-refusals.json" with { type: "json" };

test.each(CASES)("$name", ({ pattern, event, matches: expected }) => {
  expect(matches(compilePattern(JSON.stringify(pattern)), event)).toBe(expected);
});

test.each(REFUSALS)("$pattern is refused: $reason", ({ pattern, reason }) => {
  expect(() => compilePattern(pattern)).toThrow(new InvalidEventPattern(reason));
});

test("what is no JSON is refused", () => {
  expect(() => compilePattern("{'bad': 'quotation'}")).toThrow(
    expect.objectContaining({ name: "InvalidEventPattern" }),
  );
});

test("an $or that multiplies into more than a thousand alternatives is refused", () => {
  const branches = Array.from({ length: 11 }, (_, index) => ({ [`f${index}`]: ["x"] }));
  const pattern = { a: { $or: branches }, b: { $or: branches }, c: { $or: branches } };
  expect(() => compilePattern(JSON.stringify(pattern))).toThrow(/^Rule is too complex/);
});

/** Events whose every leaf a pattern can name; arrays hold values, as most events' do. */
const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const name = fc
  .string({ minLength: 1 })
  .filter((text) => !text.includes(".") && text !== "$or" && text !== "__proto__");
const event = fc.dictionary(
  name,
  fc.oneof(leaf, fc.dictionary(name, leaf, { minKeys: 1 }), fc.array(leaf, { minLength: 1 })),
  { minKeys: 1 },
);

function patternOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1);
  if (typeof value !== "object" || value === null) return [value];
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, patternOf(member)]));
}

test("a pattern that is built from an event matches it", () => {
  fc.assert(fc.property(event, (one) => matches(compilePattern(JSON.stringify(patternOf(one))), one)));
});

test("a pattern says of the opposite matchers that exactly one holds", () => {
  const matcher = fc.oneof(
    fc
      .string()
      .map((text): [object, object] => [
        { "equals-ignore-case": text },
        { "anything-but": { "equals-ignore-case": text } },
      ]),
    fc
      .string({ minLength: 1 })
      .map((text): [object, object] => [{ prefix: text }, { "anything-but": { prefix: text } }]),
    fc
      .string({ minLength: 1 })
      .map((text): [object, object] => [{ suffix: text }, { "anything-but": { suffix: text } }]),
    fc.constant<[object, object]>([{ exists: true }, { exists: false }]),
  );
  fc.assert(
    fc.property(matcher, fc.string(), ([one, other], value) => {
      const holds = (test: object) => matches(compilePattern(JSON.stringify({ x: [test] })), { x: value });
      expect(holds(one)).toBe(!holds(other));
    }),
  );
});

test("adding a value to a field's list never makes a pattern match less", () => {
  fc.assert(
    fc.property(event, name, leaf, leaf, (one, field, value, another) => {
      const narrow = compilePattern(JSON.stringify({ [field]: [value] }));
      const wide = compilePattern(JSON.stringify({ [field]: [value, another] }));
      expect(matches(narrow, one) && !matches(wide, one)).toBe(false);
    }),
  );
});
