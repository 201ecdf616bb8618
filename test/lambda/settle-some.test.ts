import { expect, test } from "vitest";
import { settleSome } from "../../lambda/settle-some.ts";

test("does all, so many at a time, and gives the outcomes in order", async () => {
  let running = 0;
  let most = 0;
  const results = await settleSome(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    if (item === 4) throw new Error("four");
    return item * 2;
  });
  expect(most).toBe(3);
  expect(results.map((result) => (result.status === "fulfilled" ? result.value : "failed"))).toEqual([
    2,
    4,
    6,
    "failed",
    10,
    12,
    14,
  ]);
});
