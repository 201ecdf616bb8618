// Where the lines of the trail are kept: their text in an archive, beside it the times by which they are searched.
import type { Instant } from "../clock.ts";
import { perWorld } from "../world.ts";
import { archive } from "./archive.ts";
import type { TrailEntry, TrailRecord } from "./trail-record.ts";

/** Each column has its value for a line at the line's place in the trail. */
export type Lines = {
  /** What begins a line says who called: half of its length, and the same again and again. */
  readonly heads: { readonly texts: string[]; readonly numbers: Map<string, number>; readonly column: number[] };
  readonly tails: ReturnType<typeof archive>;
  /** Of each the `eventTime`. */
  readonly times: Instant[];
  /** From when on LookupEvents shows each. */
  readonly visible: Instant[];
};

export const linesOf = perWorld<Lines>(() => ({
  heads: { texts: [], numbers: new Map(), column: [] },
  tails: archive(),
  times: [],
  visible: [],
}));

export function keepLine({ heads, tails, times, visible }: Lines, record: TrailRecord, visibleAt: Instant): TrailEntry {
  const { eventVersion, userIdentity, ...others } = record;
  const [head, tail] = [JSON.stringify({ eventVersion, userIdentity }), JSON.stringify(others)];
  const number = heads.numbers.get(head) ?? heads.texts.push(head) - 1;
  heads.numbers.set(head, number);
  heads.column.push(number);
  const [sequence, time] = [tails.size, Date.parse(record.eventTime)];
  tails.add(tail);
  times.push(time);
  visible.push(visibleAt);
  return { record, text: join(head, tail), visibleAt, time, sequence };
}

export function readLine({ heads, tails, times, visible }: Lines, sequence: number): TrailEntry {
  const text = join(heads.texts[heads.column[sequence] ?? -1] ?? "{}", tails.read(sequence));
  const record: TrailRecord = JSON.parse(text);
  return { record, text, visibleAt: visible[sequence] ?? 0, time: times[sequence] ?? 0, sequence };
}

/** Two objects as one. */
function join(head: string, tail: string): string {
  return `${head.slice(0, -1)},${tail.slice(1)}`;
}
