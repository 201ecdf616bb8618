// What the deny does not end, as the incident says it: of the calls that were kept, what is surely the intruder's and what is likely.
import type { Time } from "../model.ts";
import type { Sureness } from "../trace/graph.ts";
import { fitList, type More } from "./fit-list.ts";
import type { KeptCall, KeptCalls, LeftOut } from "./kept-call.ts";
import { given, type ResidualItem } from "./residual-item.ts";
import { type Residual, residualOf, type UnknownCalls } from "./residual-of.ts";

type Found = {
  /** Of the oldest and the newest, as many as are listed beside them are left out. */
  readonly moreEvents?: number;
  /** By a credential that is merely likely to be the intruder's: legitimate use looks alike. */
  readonly likely?: true;
};

export type FoundItem = ResidualItem & Found;
export type FoundUnknown = UnknownCalls & Found;

/** Fit for an entry of the ledger: its size is bounded, and `more` says what did not fit. */
export type IncidentResidual = {
  /** From when on the leaked credential's calls count. Of a session that leaked later, what came before is its owner's. */
  readonly since: Time;
  readonly items: readonly FoundItem[];
  readonly unknown: readonly FoundUnknown[];
  /** Things that are not listed, by kind; calls of the kind `unknown`. */
  readonly more: readonly More[];
  /** Things that were left and are no more. */
  readonly undone: number;
  readonly leftOut: readonly LeftOut[];
  /** Calls whose record was too large to be kept whole: a name or an id of theirs may be missing. */
  readonly cut: number;
};

export type Situation = {
  readonly since: Time;
  /** Of the trace's nodes now: what was likely may have become sure. */
  readonly how: ReadonlyMap<string, Sureness>;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** Together they leave room in the 400 kB of an item of DynamoDB. */
const ITEMS = { most: 200, bytes: 200_000 };
const UNKNOWN = { most: 200, bytes: 60_000 };
const LEFT_OUT = { most: 200, bytes: 20_000 };
/** The oldest ones and the newest ones of a thing, as many of each. */
const EVENTS = 10;

export function residualOfIncident({ calls, leftOut }: KeptCalls, { since, how, now }: Situation): IncidentResidual {
  const isLikely = ({ node, likely }: KeptCall) => (how.has(node) ? how.get(node) === "likely" : likely === true);
  // For each, the other's calls are somebody else's: they end things, and leave none.
  const of = (likely: boolean) =>
    residualOf(
      calls.map((call) => ({ event: call.record, ...(isLikely(call) === likely ? {} : { byOther: true as const }) })),
      now,
    );
  const residuals = calls.some(isLikely) ? [of(false), of(true)] : [of(false)];
  const items = fitList(
    residuals.flatMap(itemsOf),
    ({ kind }) => kind,
    ITEMS,
    ({ calls: [first = ""] }) => first,
  );
  const unknown = fitList(
    residuals.flatMap(unknownOf),
    () => "unknown",
    UNKNOWN,
    ({ call }) => call,
  );
  const left = fitList(leftOut, () => "calls that were not kept", LEFT_OUT);
  return {
    since,
    items: items.listed,
    unknown: unknown.listed,
    more: [...items.more, ...unknown.more, ...left.more],
    undone: residuals.reduce((sum, { undone }) => sum + undone.length, 0),
    leftOut: left.listed,
    cut: calls.filter(({ cut }) => cut).length,
  };
}

/** Whether a person should hear of it: that something has ended by its own time is no news. */
export function saysNew(now: IncidentResidual, before: IncidentResidual | undefined, at: number): boolean {
  return before === undefined || JSON.stringify(gist(now, at)) !== JSON.stringify(gist(before, at));
}

/** Without the commands: the time of the reading is in some of them. */
function gist({ items, unknown, more, leftOut, cut, since }: IncidentResidual, at: number) {
  const standing = items.filter(({ until }) => until === undefined || Date.parse(until) > at);
  return [standing.map(({ commands: _, ...item }) => item), unknown, more, leftOut, cut, since];
}

function itemsOf({ access, leftBehind, exposed }: Residual, index: number): readonly FoundItem[] {
  return [...access, ...leftBehind, ...exposed].map((item) => {
    const { changedSince } = item;
    return { ...item, ...found(item, index), ...given({ changedSince: changedSince?.slice(-EVENTS) }) };
  });
}

function unknownOf({ unknown }: Residual, index: number): readonly FoundUnknown[] {
  return unknown.map((calls) => ({ ...calls, ...found(calls, index) }));
}

function found({ events }: { readonly events: readonly string[] }, index: number) {
  const isLong = events.length > 2 * EVENTS;
  return {
    events: isLong ? [...events.slice(0, EVENTS), ...events.slice(-EVENTS)] : events,
    ...given({ moreEvents: isLong ? events.length - 2 * EVENTS : undefined, likely: index === 1 || undefined }),
  };
}
