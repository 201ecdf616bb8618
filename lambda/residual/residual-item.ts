// One thing that is left, or was: what a person is told of it.
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

/** `effects`: what was done to the thing, oldest first; at least one. */
export function itemOf(
  effects: readonly Effect[],
  until: number | undefined,
  changedSince: readonly string[],
): ResidualItem {
  const last = effects.at(-1) as Effect; // A thing stands by at least one.
  const possible = effects.every(({ rule }) => rule.possible);
  return {
    ...nameOf(effects),
    why: whyOf(last),
    calls: unique(effects.map(({ call }) => call.name)),
    ...given({
      firstAt: timeOf(effects[0]?.call.at),
      lastAt: timeOf(last.call.at),
      detail: effects.findLast(({ detail }) => detail !== undefined)?.detail,
      until: timeOf(until),
      possible: possible || undefined,
      changedSince: changedSince.length > 0 ? unique(changedSince) : undefined,
      byHand: last.rule.byHand ?? (last.commands.length > 0 ? undefined : BY_HAND[last.kind.section]),
    }),
    commands: last.commands,
  };
}

/** The kind's reason is about what it makes; what it takes away stays away for another. */
function whyOf({ rule, kind }: Effect): string {
  if (rule.why !== undefined || rule.ends === undefined) return rule.why ?? kind.why;
  return rule.leaves === undefined
    ? "What was deleted stays deleted."
    : rule.commands === undefined
      ? "It stays as it was set."
      : kind.why;
}

/** For things that no command ends. */
const BY_HAND: Readonly<Record<Section, string>> = {
  access: "Watch for its use until it ends.",
  "left-behind": "Look at it, and put it back as its owner wants it: from code or from a backup.",
  exposed: "Find out what it contains, and change every secret in it.",
};

/** What an item and an undone thing both say. */
export function nameOf(effects: readonly Effect[]) {
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
export function given<T extends object>(members: T): Given<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<T>; // As the type says.
}
