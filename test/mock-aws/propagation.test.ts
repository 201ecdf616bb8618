import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { change, current, enforced, LONGEST_PROPAGATION, versioned } from "../../mock-aws/propagation.ts";

describe("a versioned value", () => {
  test("shows its newest value at once and enforces the one that has arrived", () => {
    const value = versioned("a", 0);
    change(value, "b", 100);
    change(value, "c", 200);
    expect(current(value)).toBe("c");
    expect([0, 99, 100, 199, 200].map((asOf) => enforced(value, asOf))).toEqual(["a", "a", "b", "b", "c"]);
  });

  test("enforces nothing before it was there", () => {
    expect(enforced(versioned("a", 100), 99)).toBeUndefined();
  });

  test("forgets only what no delay can still show", () => {
    const value = versioned(0, 0);
    const day = 24 * LONGEST_PROPAGATION;
    for (let index = 1; index <= 1000; index++) change(value, index, index * 60_000);
    change(value, 1001, day);
    expect(value.history.length).toBeLessThan(70);
    expect(enforced(value, day - LONGEST_PROPAGATION)).toBe(1000);
  });

  test("enforces at any moment the last change up to it", () => {
    const changes = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 20 });
    fc.assert(
      fc.property(changes, fc.integer({ min: 0, max: 1000 }), (times, asOf) => {
        const sorted = times.toSorted((one, other) => one - other);
        const value = versioned(-1, 0);
        for (const [index, time] of sorted.entries()) change(value, index, time);
        expect(enforced(value, asOf)).toBe(sorted.findLastIndex((time) => time <= asOf));
      }),
    );
  });
});
