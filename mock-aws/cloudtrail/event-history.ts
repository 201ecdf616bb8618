// The event history of an account in a Region: the management events that LookupEvents can see, indexed for it.
import type { Instant } from "../clock.ts";
import { perWorld, type World } from "../world.ts";
import { type Lines, linesOf, readLine } from "./lines.ts";
import { type LookupAttribute, lookupAttributesOf } from "./lookup-attributes.ts";
import type { TrailEntry } from "./trail-record.ts";

/**
 * Events by their sequence in the trail; lists are oldest first. An event waits in `pending` until it may be seen, and
 * only then enters the lists.
 */
type History = {
  /** By the moment of becoming visible; those before `head` have left. */
  pending: number[];
  head: number;
  readonly all: number[];
  readonly byAttribute: Map<string, number[]>;
  readonly byId: Map<string, number>;
};

const histories = perWorld<Map<string, History>>(() => new Map());

function historyOf(world: World, account: string, region: string): History {
  const known = histories(world).get(`${account} ${region}`);
  if (known) return known;
  const history: History = { pending: [], head: 0, all: [], byAttribute: new Map(), byId: new Map() };
  histories(world).set(`${account} ${region}`, history);
  return history;
}

export function addToHistory(world: World, entry: TrailEntry): void {
  const history = historyOf(world, entry.record.recipientAccountId, entry.record.awsRegion);
  const { visible } = linesOf(world);
  settle(world, history); // A little with each event, so that no search has to do it for a million.
  insert(history.pending, entry.sequence, (one, other) => at(visible, one) - at(visible, other));
}

/** A place between two events: a page ends there, and the next begins. */
export type Place = { readonly time: Instant; readonly sequence: number };

export type Search = {
  readonly attribute?: { readonly name: LookupAttribute; readonly value: string } | undefined;
  /** Both inclusive. */
  readonly from: Instant;
  readonly to: Instant;
  /** Only what is older than this place. */
  readonly before?: Place | undefined;
  readonly limit: number;
};

/** Newest first; the work is that of the page, however long the history is. */
export function searchHistory(world: World, account: string, region: string, search: Search): readonly TrailEntry[] {
  const history = historyOf(world, account, region);
  settle(world, history);
  const lines = linesOf(world);
  const list = listFor(history, search.attribute);
  const ceiling = { time: search.to, sequence: Number.POSITIVE_INFINITY };
  const before = search.before && byTime(search.before, ceiling) < 0 ? search.before : ceiling;
  const found: TrailEntry[] = [];
  const end = countBefore(list, (sequence) => byTime(placeOf(lines, sequence), before) < 0);
  for (let index = end - 1; index >= 0 && found.length < search.limit; index--) {
    const sequence = list[index];
    if (sequence === undefined || at(lines.times, sequence) < search.from) break;
    found.push(readLine(lines, sequence));
  }
  return found;
}

function listFor({ all, byAttribute, byId }: History, attribute: Search["attribute"]): readonly number[] {
  if (!attribute) return all;
  if (attribute.name !== "EventId") return byAttribute.get(`${attribute.name} ${attribute.value}`) ?? [];
  const sequence = byId.get(attribute.value);
  return sequence === undefined ? [] : [sequence];
}

/** Moves what has become visible into the lists. */
function settle(world: World, history: History): void {
  const [lines, now] = [linesOf(world), world.clock.now()];
  for (let next = history.pending[history.head]; next !== undefined; next = history.pending[history.head]) {
    if (at(lines.visible, next) > now) break;
    history.head++;
    publish(lines, history, next);
  }
  if (history.head * 2 < history.pending.length) return;
  history.pending = history.pending.slice(history.head);
  history.head = 0;
}

function publish(lines: Lines, { all, byAttribute, byId }: History, sequence: number): void {
  const { record } = readLine(lines, sequence);
  const compare = (one: number, other: number) => byTime(placeOf(lines, one), placeOf(lines, other));
  insert(all, sequence, compare);
  byId.set(record.eventID, sequence);
  for (const key of lookupAttributesOf(record)) {
    const list = byAttribute.get(key);
    if (list) insert(list, sequence, compare);
    else byAttribute.set(key, [sequence]);
  }
}

function placeOf({ times }: Lines, sequence: number): Place {
  return { time: at(times, sequence), sequence };
}

function at(column: readonly Instant[], sequence: number): Instant {
  return column[sequence] ?? Number.NaN; // Every line that there is has one.
}

function byTime(one: Place, other: Place): number {
  return one.time - other.time || one.sequence - other.sequence;
}

/** Nearly always at the end; an event that a changed delay lets overtake others finds its place among them. */
function insert<T>(list: T[], item: T, compare: (one: T, other: T) => number): void {
  const last = list.at(-1);
  if (last === undefined || compare(last, item) <= 0) list.push(item);
  else
    list.splice(
      countBefore(list, (other) => compare(other, item) <= 0),
      0,
      item,
    );
}

/** How many items at the start of an ordered list are before a place. */
function countBefore<T>(list: readonly T[], isBefore: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(list[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
