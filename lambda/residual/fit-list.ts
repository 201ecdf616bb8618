// The beginning of a list that has to fit an entry of the ledger: of each kind something, and how many more there are.

export type More = { readonly kind: string; readonly count: number };

export type FittedList<T> = { readonly listed: readonly T[]; readonly more: readonly More[] };

/** Whoever makes a thousand things of one kind hides none of another: the first of each come first, then the second of each. */
export function fitList<T>(
  all: readonly T[],
  kindOf: (one: T) => string,
  room: { readonly most: number; readonly bytes: number },
): FittedList<T> {
  const ranks = new Map<string, number>();
  const ranked = all.map((one) => {
    const rank = ranks.get(kindOf(one)) ?? 0;
    ranks.set(kindOf(one), rank + 1);
    return { one, rank };
  });
  const listed = new Set<T>();
  const more = new Map<string, number>();
  let bytes = 0;
  for (const { one } of ranked.toSorted((a, b) => a.rank - b.rank)) {
    const size = Buffer.byteLength(JSON.stringify(one));
    if (listed.size < room.most && bytes + size <= room.bytes) {
      listed.add(one);
      bytes += size;
    } else more.set(kindOf(one), (more.get(kindOf(one)) ?? 0) + 1);
  }
  return { listed: all.filter((one) => listed.has(one)), more: [...more].map(([kind, count]) => ({ kind, count })) };
}
