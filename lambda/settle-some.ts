// Many pieces of work, a few of them at a time.

/** The outcomes in the order of the items; none keeps another from its turn. */
export async function settleSome<T, R>(
  atOnce: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly PromiseSettledResult<R>[]> {
  const results: PromiseSettledResult<R>[] = [];
  const waiting = items.entries();
  async function takeTurns() {
    for (const [index, item] of waiting) {
      const [result] = await Promise.allSettled([work(item)]);
      results[index] = result;
    }
  }
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  return results;
}
