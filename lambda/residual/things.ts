// What is left of all calls, thing by thing: made, changed, ended, and ended by time.
import { type Effect, timeOf } from "./effects.ts";
import { given, itemOf, nameOf, type ResidualItem, type Undone } from "./residual-item.ts";

type Thing = { readonly effects: Effect[]; changedSince: string[] };

/** `effects` in the order in which they happened. */
export function foldThings(effects: readonly Effect[], now: number) {
  const standing = new Map<string, Thing>();
  const undone: Undone[] = [];
  for (const each of effects) {
    rename(standing, each);
    const effect = end(standing, undone, each);
    if (effect === undefined) continue;
    const thing = standing.get(effect.leaves);
    if (effect.call.byOther) thing?.changedSince.push(effect.call.id);
    else if (thing === undefined) standing.set(effect.leaves, { effects: [effect], changedSince: [] });
    else {
      thing.effects.push(effect);
      thing.changedSince = [];
    }
  }
  const items: ResidualItem[] = [];
  for (const { effects: told, changedSince } of standing.values()) {
    const until = endOf(told);
    if (until === undefined || until > now) items.push(itemOf(told, until, changedSince));
    else undone.push({ ...nameOf(told), by: "expired", ...given({ endedAt: timeOf(until) }) });
  }
  return { items, undone };
}

/** Whoever deletes the old name, made anew, has not deleted what goes by the new one. */
function rename(standing: Map<string, Thing>, { renamed }: Effect): void {
  if (renamed === undefined) return;
  for (const [identity, { effects, changedSince }] of [...standing]) {
    const last = effects.at(-1);
    if (last === undefined || (identity !== renamed.from && last.of !== renamed.from)) continue;
    const why = `${last.rule.why ?? last.kind.why} It belongs to what is now called ${renamed.name}: put that name into the commands.`;
    const of = last.of === renamed.from ? renamed.to : last.of;
    const moved = { ...last, of, rule: { ...last.rule, why } };
    standing.delete(identity);
    standing.set(identity === renamed.from ? renamed.to : identity, {
      effects: [...effects.slice(0, -1), moved],
      changedSince,
    });
  }
}

/**
 * What the call leaves: nothing where it has ended something that the intruder had left. What may have been the owner's before
 * is perhaps taken away: whoever attaches a policy that is attached, and detaches it.
 */
function end(standing: Map<string, Thing>, undone: Undone[], effect: Effect): Effect | undefined {
  const { call } = effect;
  const ends = effect.ends ?? (call.byOther ? effect.restores : undefined);
  if (ends === undefined) return effect;
  const main = standing.get(ends);
  for (const [identity, { effects }] of standing) {
    if (identity !== ends && effects.at(-1)?.of !== ends) continue;
    standing.delete(identity);
    const by = call.byOther ? "other" : "intruder";
    undone.push({ ...nameOf(effects), by, ...given({ endedAt: timeOf(call.at) }), endedBy: call.id });
  }
  if (main === undefined || main.effects.some(({ rule }) => rule.replaces || rule.possible)) return effect;
  return main.effects[0]?.rule.repeats && !call.byOther ? perhaps(effect) : undefined;
}

const PERHAPS =
  "Perhaps: the intruder's call before this one is answered alike where it changes nothing. Find out how it was before that, and run a command only if it was otherwise.";

function perhaps(effect: Effect): Effect {
  const { rule } = effect;
  const why = rule.why === undefined ? PERHAPS : `${PERHAPS} ${rule.why}`;
  return { ...effect, rule: { ...rule, possible: true, why } };
}

/** A thing that was touched more than once lasts as long as the longest; one unknown end leaves it open. */
function endOf(effects: readonly Effect[]): number | undefined {
  const ends = effects.map(({ until }) => until);
  return ends.reduce<number | undefined>(
    (last, each) => (last === undefined || each === undefined ? undefined : Math.max(last, each)),
    ends[0],
  );
}
