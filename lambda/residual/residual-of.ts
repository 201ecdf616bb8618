// What the deny does not end, from the calls of an incident: access that lives on, what was left behind, secrets to rotate.
import { credentialEnds } from "./credential-ends.ts";
import { type Effect, effectsOf, matching } from "./effects.ts";
import { HARMLESS_WRITES } from "./harmless-writes.ts";
import { KINDS, RULES } from "./index.ts";
import { type Call, readCall, type TracedCall } from "./read-call.ts";
import type { ResidualItem, Undone } from "./residual-item.ts";
import { foldThings } from "./things.ts";

export type { ResidualItem, TracedCall, Undone };

export type Residual = {
  readonly access: readonly ResidualItem[];
  readonly leftBehind: readonly ResidualItem[];
  /** What was read and has to be rotated. */
  readonly exposed: readonly ResidualItem[];
  /** Calls that may have changed something, and that nobody has described here: for a person to look at. */
  readonly unknown: readonly UnknownCalls[];
  readonly undone: readonly Undone[];
  /** Refused calls leave nothing. */
  readonly refused: readonly Counted[];
  /** Calls that only read, by service. */
  readonly reads: readonly Counted[];
  /** Calls that write and leave nothing of use to an intruder. */
  readonly harmless: readonly Counted[];
  /** Events that are no record of a call. */
  readonly unreadable: number;
};

export type Counted = { readonly call: string; readonly count: number };

export type UnknownCalls = {
  readonly call: string;
  readonly account?: string;
  readonly region?: string;
  readonly events: readonly string[];
};

/** `now` in milliseconds. The order of `calls` does not matter. */
export function residualOf(traced: readonly TracedCall[], now: number): Residual {
  const read = traced.map(readCall);
  const calls = inOrder(read.filter((call) => call !== undefined));
  const ends = credentialEnds(calls.filter(({ refused }) => !refused));
  const effects: Effect[] = [];
  const unknown: Call[] = [];
  const harmless: Call[] = [];
  const own = calls.filter(({ byOther }) => !byOther);
  for (const call of calls.filter(({ refused }) => !refused)) {
    const known = matching(RULES.get(call.name) ?? [], call);
    effects.push(...known.flatMap((each) => effectsOf(each, call, ends, now)));
    if (known.length > 0 || call.readOnly || call.byOther) continue;
    (HARMLESS_WRITES.has(call.name) ? harmless : unknown).push(call);
  }
  const { items, undone } = foldThings(inTurn(effects), now);
  const turn = new Map(KINDS.map(({ kind }, index) => [kind, index]));
  const sorted = items.toSorted((one, other) => (turn.get(one.kind) ?? 0) - (turn.get(other.kind) ?? 0));
  const of = (section: ResidualItem["section"]) => sorted.filter((item) => item.section === section);
  return {
    access: of("access"),
    leftBehind: of("left-behind"),
    exposed: of("exposed"),
    unknown: grouped(unknown),
    undone,
    refused: counted(own.filter(({ refused }) => refused).map(({ name }) => name)),
    reads: counted(
      own.filter(({ refused, readOnly }) => !refused && readOnly).map(({ name }) => name.replace(/:.*/s, "")),
    ),
    harmless: counted(harmless.map(({ name }) => name)),
    unreadable: read.filter((call) => call === undefined).length,
  };
}

/** The oldest first; each once, though two Regions or two roads have brought it. */
function inOrder(calls: readonly Call[]): readonly Call[] {
  const once = new Map(calls.map((call) => [JSON.stringify([call.id, call.name, call.at, call.byOther]), call]));
  return [...once.entries()]
    .sort(([a, one], [b, other]) => byTime(one, other) || compare(a, b))
    .map(([, call]) => call);
}

function byTime(one: Call, other: Call): number {
  return one.at === other.at ? 0 : one.at - other.at;
}

/**
 * Of calls in one second nobody knows which came first. What ends a thing is taken to have come before what makes it: the
 * thing is listed, though it may be gone. Ids that never come again are clear: they end last.
 */
function inTurn(effects: readonly Effect[]): readonly Effect[] {
  const turn = ({ ends, rule }: Effect) => (ends === undefined ? 1 : rule.once ? 2 : 0);
  return effects.toSorted((one, other) => byTime(one.call, other.call) || turn(one) - turn(other));
}

function counted(names: readonly string[]): readonly Counted[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([call, count]) => ({ call, count })).sort((a, b) => compare(a.call, b.call));
}

function grouped(calls: readonly Call[]): readonly UnknownCalls[] {
  const groups = Map.groupBy(calls, ({ name, account, region }) => JSON.stringify([name, account, region]));
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map(({ name, account, region }) => ({
      call: name,
      ...(account === undefined ? {} : { account }),
      ...(region === undefined ? {} : { region }),
      events: [...new Set(group.map(({ id }) => id))],
    })),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
