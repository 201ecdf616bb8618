// What has to fit an item of the ledger fits, and says what it has lost.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitList } from "../../../lambda/residual/fit-list.ts";
import { bytesOf, fitValue } from "../../../lambda/residual/fit-value.ts";

describe("a value", () => {
  test("that is small enough stays as it is", () => {
    const value = { policyDocument: "{}", tags: [{ key: "a", value: "b" }] };
    expect(fitValue(value, 1_000)).toEqual({ value, cut: false });
    expect(fitValue(undefined, 1_000)).toEqual({ value: undefined, cut: false });
  });

  test("of a hundred instances keeps the id of each", () => {
    const items = Array.from({ length: 100 }, (_, index) => ({
      instanceId: `i-${String(index).padStart(17, "0")}`,
      networkInterfaceSet: { items: [{ networkInterfaceId: "eni-0", description: "x".repeat(2_000) }] },
    }));
    const { value, cut } = fitValue({ instancesSet: { items } }, 32_000);
    expect(cut).toBe(true);
    expect(value).toEqual({ instancesSet: { items: items.map(({ instanceId }) => ({ instanceId })) } });
  });

  test("that nothing makes small enough is left out", () => {
    const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`member-${index}`, "x".repeat(100)]));
    expect(fitValue(wide, 1_000)).toEqual({ value: undefined, cut: true });
  });

  test("never takes more than it may, and is cut only if it did", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 10, max: 400 }), (value, most) => {
        const fitted = fitValue(value, most);
        expect(bytesOf(fitted.value)).toBeLessThanOrEqual(most);
        expect(fitted.cut).toBe(bytesOf(value) > most);
      }),
    );
  });
});

describe("a list", () => {
  test("has something of each kind, though a thousand things of one came first", () => {
    const things = [
      ...Array.from({ length: 1_000 }, (_, index) => ({ kind: "session", index })),
      { kind: "user", index: 0 },
    ];
    const { listed, more } = fitList(things, ({ kind }) => kind, { most: 10, bytes: 10_000 });
    expect(listed.map(({ kind }) => kind)).toEqual([...Array.from({ length: 9 }, () => "session"), "user"]);
    expect(more).toEqual([{ kind: "session", count: 991 }]);
  });

  test("loses nothing uncounted, keeps its order, and stays within its room", () => {
    const thing = fc.record({ kind: fc.constantFrom("a", "b", "c"), text: fc.string({ maxLength: 60 }) });
    fc.assert(
      fc.property(fc.array(thing), fc.nat({ max: 20 }), fc.nat({ max: 600 }), (things, most, bytes) => {
        const { listed, more } = fitList(things, ({ kind }) => kind, { most, bytes });
        expect(listed.length + more.reduce((sum, { count }) => sum + count, 0)).toBe(things.length);
        expect(listed).toEqual(things.filter((one) => listed.includes(one)));
        expect(listed.length).toBeLessThanOrEqual(most);
        expect(listed.reduce((sum, one) => sum + bytesOf(one), 0)).toBeLessThanOrEqual(bytes);
      }),
    );
  });
});
