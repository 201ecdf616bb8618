// Which calls of a walk are kept with the incident: what leaves something, and no flood of one drives the others out.
import type { Sureness } from "../trace/graph.ts";
import type { WalkedCall } from "../trace/keep-calls.ts";
import { type KnownRule, matching } from "./effects.ts";
import { HARMLESS_WRITES } from "./harmless-writes.ts";
import { RULES } from "./index.ts";
import { type KeptCall, type KeptCalls, keptCall, type LeftOut, questionOf } from "./kept-call.ts";
import type { Call } from "./read-call.ts";

export type Room = {
  readonly calls: number;
  /** Of one name: whoever calls one thing thousands of times leaves room for the others. */
  readonly ofOne: number;
  readonly bytes: number;
  /** Of each name, whatever else was kept. */
  readonly always: number;
};

/** What one reading brings into memory at once. */
export const ROOM: Room = { calls: 2_000, ofOne: 500, bytes: 24_000_000, always: 3 };

/** What is new among `walked`, oldest first: to be kept, and what found no room. What is kept already is not chosen again. */
export function chooseCalls(
  known: KeptCalls,
  walked: readonly WalkedCall[],
  how: ReadonlyMap<string, Sureness>,
  room: Room = ROOM,
): KeptCalls {
  const places = new Map(known.calls.map((call) => [call.slot, call]));
  const taken = fill(known.calls);
  const calls = new Map<string, KeptCall>();
  const leftOut = new Map<string, LeftOut>();
  for (const one of walked) {
    const { kept, call } = keptCall(one, how.get(one.node) === "likely");
    const rules = matching(RULES.get(call.name) ?? [], call);
    if (!leavesSomething(call, rules)) continue;
    const chosen = { ...kept, slot: slotOf(kept, call, rules, places) };
    const before = places.get(chosen.slot);
    if (before && !isNewer(chosen, before)) continue;
    if (!before && !hasRoom(taken, chosen, room)) {
      const { count = 0 } = leftOut.get(call.name) ?? {};
      leftOut.set(call.name, { call: call.name, count: count + 1, lastAt: one.at });
      continue;
    }
    if (!before) add(taken, chosen);
    places.set(chosen.slot, chosen);
    calls.set(chosen.slot, chosen);
  }
  return { calls: [...calls.values()], leftOut: [...leftOut.values()] };
}

/** A refused call leaves nothing, nor does one that only reads and that no kind knows. */
function leavesSomething({ refused, readOnly, name }: Call, rules: readonly KnownRule[]): boolean {
  return !refused && !HARMLESS_WRITES.has(name) && (!readOnly || rules.length > 0);
}

/**
 * What is read again and again, as by a program that asks for its secret each minute, has two places: the first time and the
 * last, for whoever has to know whether it was read after it was changed. Nothing ends what was read, so no other one counts.
 */
function slotOf(
  kept: KeptCall,
  call: Call,
  rules: readonly KnownRule[],
  places: ReadonlyMap<string, KeptCall>,
): string {
  const isRead = rules.length > 0 && rules.every(({ kind }) => kind.section === "exposed");
  if (!isRead) return kept.slot;
  const question = `read#${questionOf(kept.node, call)}`;
  const first = places.get(`${question}#first`);
  return first === undefined || isSameCall(first, kept) ? `${question}#first` : `${question}#last`;
}

function isSameCall(one: KeptCall, other: KeptCall): boolean {
  return one.record["eventID"] === other.record["eventID"];
}

/** Only what was read again replaces what was kept: every other call has a place of its own. */
function isNewer(one: KeptCall, other: KeptCall): boolean {
  return one.slot.endsWith("#last") && one.at > other.at;
}

type Taken = { calls: number; bytes: number; readonly ofOne: Map<string, number> };

function fill(calls: readonly KeptCall[]): Taken {
  const taken: Taken = { calls: 0, bytes: 0, ofOne: new Map() };
  for (const call of calls) add(taken, call);
  return taken;
}

function add(taken: Taken, { name, bytes }: KeptCall): void {
  taken.calls += 1;
  taken.bytes += bytes;
  taken.ofOne.set(name, (taken.ofOne.get(name) ?? 0) + 1);
}

function hasRoom(taken: Taken, { name, bytes }: KeptCall, room: Room): boolean {
  const ofOne = taken.ofOne.get(name) ?? 0;
  if (ofOne < room.always) return true;
  return taken.calls < room.calls && ofOne < room.ofOne && taken.bytes + bytes <= room.bytes;
}
