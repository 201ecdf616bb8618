// What a search for ways in could not see: the same trouble with many is one sentence.

/** `failed`: AWS did not answer, and may do so another time. */
export type Gap = { readonly what: string; readonly who?: string; readonly failed: boolean };

const MOST_NAMED = 3;
const MOST_GAPS = 20;
const LONGEST = 500;

export function gapsInWords(gaps: readonly Gap[]): readonly string[] {
  const byTrouble = Map.groupBy(gaps, ({ what }) => what);
  const sentences = [...byTrouble].map(([what, same]) => `${what}${whoseIn(same)}`.slice(0, LONGEST));
  const more = sentences.length - MOST_GAPS;
  return [...sentences.slice(0, MOST_GAPS), ...(more > 0 ? [`There are ${more} more gaps of other kinds.`] : [])];
}

function whoseIn(gaps: readonly Gap[]): string {
  const names = gaps.flatMap(({ who }) => who ?? []);
  if (names.length === 0) return "";
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return ` Of: ${names.slice(0, MOST_NAMED).join(", ")}${more}.`;
}

export function failure(what: string, error: unknown, who?: string): Gap {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return {
    what: `${what}: ${name}: ${message.slice(0, LONGEST / 2)}`,
    failed: true,
    ...(who === undefined ? {} : { who }),
  };
}
