// The beginning of a list that has to fit an entry of the ledger: of each kind something, and how many more there are.

export type More = { readonly kind: string; readonly count: number };

export type FittedList<T> = { readonly listed: readonly T[]; readonly more: readonly More[] };

/**
 * Whoever makes a thousand things of one kind hides none of another: the first of each come first, then the second of each. So
 * within a kind with its parts: a user is not hidden by the tags of a thousand others.
 */
export function fitList<T>(
  all: readonly T[],
  kindOf: (one: T) => string,
  room: { readonly most: number; readonly bytes: number },
  partOf: (one: T) => string = () => "",
): FittedList<T> {
  const inTurn = ranked(
    ranked(all, (one) => JSON.stringify([kindOf(one), partOf(one)])),
    kindOf,
  );
  const listed = new Set<T>();
  const more = new Map<string, number>();
  let bytes = 0;
  for (const one of inTurn) {
    const size = Buffer.byteLength(JSON.stringify(one));
    if (listed.size < room.most && bytes + size <= room.bytes) {
      listed.add(one);
      bytes += size;
    } else more.set(kindOf(one), (more.get(kindOf(one)) ?? 0) + 1);
  }
  return { listed: all.filter((one) => listed.has(one)), more: [...more].map(([kind, count]) => ({ kind, count })) };
}

/** The first of each group, then the second of each. */
function ranked<T>(all: readonly T[], groupOf: (one: T) => string): readonly T[] {
  const ranks = new Map<string, number>();
  const places = all.map((one) => {
    const rank = ranks.get(groupOf(one)) ?? 0;
    ranks.set(groupOf(one), rank + 1);
    return { one, rank };
  });
  return places.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
}
