// What is left of all calls, thing by thing: made, changed, ended, and ended by time.
import type { Time } from "../model.ts";
import { type Effect, timeOf } from "./effects.ts";
import type { Section } from "./kind.ts";

export type ResidualItem = {
  readonly section: Section;
  readonly kind: string;
  /** The thing; names in it are the intruder's words. */
  readonly what: string;
  /** Why the deny does not end it. */
  readonly why: string;
  readonly account?: string;
  readonly region?: string;
  /** Ids of the events that made or changed it, oldest first. */
  readonly events: readonly string[];
  /** `iam:CreateUser`: what was called, oldest first. */
  readonly calls: readonly string[];
  readonly firstAt?: Time;
  readonly lastAt?: Time;
  readonly detail?: string;
  /** When it ends by itself, where that is known. */
  readonly until?: Time;
  /** The trail shows that it was possible, not that it was done. */
  readonly possible?: true;
  /** Events in which somebody else has changed it since: perhaps that has repaired it. */
  readonly changedSince?: readonly string[];
  /** What ends it, in order, for a shell with an administrator's credentials of `account`; words in capitals are to be filled in. */
  readonly commands: readonly string[];
  /** What is to do beside the commands, or where there is none. */
  readonly byHand?: string;
};

/** What was left and is no more. */
export type Undone = Pick<ResidualItem, "section" | "kind" | "what" | "events" | "account" | "region"> & {
  /** `other`: somebody who is not of the incident has ended it. `expired`: it ended by itself. */
  readonly by: "intruder" | "other" | "expired";
  readonly endedAt?: Time;
  /** The event that ended it. */
  readonly endedBy?: string;
};

type Thing = { readonly effects: readonly Effect[]; readonly changedSince: readonly string[] };

/** `effects` in the order in which they happened. */
export function foldThings(effects: readonly Effect[], now: number) {
  const standing = new Map<string, Thing>();
  const undone: Undone[] = [];
  for (const effect of effects) {
    if (end(standing, undone, effect)) continue;
    const { effects: before = [], changedSince = [] } = standing.get(effect.leaves) ?? {};
    if (!effect.call.byOther) standing.set(effect.leaves, { effects: [...before, effect], changedSince: [] });
    else if (before.length > 0)
      standing.set(effect.leaves, { effects: before, changedSince: [...changedSince, effect.call.id] });
  }
  const items: ResidualItem[] = [];
  for (const { effects: told, changedSince } of standing.values()) {
    const until = endOf(told);
    if (until === undefined || until > now) items.push(item(told, until, changedSince));
    else undone.push({ ...named(told), by: "expired", ...given({ endedAt: timeOf(until) }) });
  }
  return { items, undone };
}

/** Whether the call has ended something that the intruder had left, and leaves nothing itself. */
function end(standing: Map<string, Thing>, undone: Undone[], effect: Effect): boolean {
  const { call } = effect;
  const ends = effect.ends ?? (call.byOther ? effect.restores : undefined);
  if (ends === undefined) return false;
  const main = standing.get(ends);
  for (const [identity, { effects }] of standing) {
    if (identity !== ends && effects.at(-1)?.of !== ends) continue;
    standing.delete(identity);
    const by = call.byOther ? "other" : "intruder";
    undone.push({ ...named(effects), by, ...given({ endedAt: timeOf(call.at) }), endedBy: call.id });
  }
  return main !== undefined && !main.effects.some(({ rule }) => rule.replaces);
}

/** A thing that was touched more than once lasts as long as the longest; one unknown end leaves it open. */
function endOf(effects: readonly Effect[]): number | undefined {
  const ends = effects.map(({ until }) => until);
  return ends.reduce<number | undefined>(
    (last, each) => (last === undefined || each === undefined ? undefined : Math.max(last, each)),
    ends[0],
  );
}

function item(effects: readonly Effect[], until: number | undefined, changedSince: readonly string[]): ResidualItem {
  const last = effects.at(-1) as Effect; // A thing stands by at least one.
  const possible = effects.every(({ rule }) => rule.possible);
  return {
    ...named(effects),
    why: last.rule.why ?? last.kind.why,
    calls: unique(effects.map(({ call }) => call.name)),
    ...given({
      firstAt: timeOf(effects[0]?.call.at),
      lastAt: timeOf(last.call.at),
      detail: effects.findLast(({ detail }) => detail !== undefined)?.detail,
      until: timeOf(until),
      possible: possible || undefined,
      changedSince: changedSince.length > 0 ? unique(changedSince) : undefined,
      byHand: last.rule.byHand,
    }),
    commands: last.commands,
  };
}

function named(effects: readonly Effect[]) {
  const last = effects.at(-1) as Effect; // A thing stands by at least one.
  return {
    section: last.kind.section,
    kind: last.kind.kind,
    what: last.what,
    ...given({ account: last.account, region: last.call.region }),
    events: unique(effects.map(({ call }) => call.id)),
  };
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Only the members that are there. */
function given<T extends object>(members: T): Given<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<T>; // As the type says.
}
