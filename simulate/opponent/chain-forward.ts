// Chain forward: from the leaked credential to a role, from there to the next, never back; each hop is another principal.
//
// In the wild: lateral movement over trust policies, also into other accounts. A deny on the first role stops none of the
// sessions that were opened from it.

import type { Dice } from "../dice.ts";
import type { Held, Intruder } from "../intruder.ts";
import { arnOf } from "../organization.ts";
import { drawMoments, secondsUntil } from "./moments.ts";
import type { Opponent } from "./opponent.ts";

export const chainForward: Opponent = {
  about: "assumes role after role, each from the one before",
  leaks: ["instance", "role-session", "user-key"],
  editsIam: false,
  async *play(intruder, dice, times) {
    const hops = drawMoments(dice, times, dice.whole(2, 5));
    for (const moment of hops) {
      for (let wait = secondsUntil(moment, intruder.now()); wait > 0; wait = secondsUntil(moment, intruder.now())) {
        yield Math.min(wait, 60);
        const [newest] = intruder.usable();
        if (newest) await intruder.use(newest);
      }
      await hop(intruder, dice);
    }
    for (;;) {
      yield dice.between(30, 90);
      for (const held of intruder.usable().slice(0, 3)) await intruder.use(held);
    }
  },
};

/** From the newest that still works, to a role that is not held yet. */
async function hop(intruder: Intruder, dice: Dice): Promise<void> {
  const known = new Set(intruder.held.map(({ principal }) => arnOf(principal)));
  for (const held of intruder.usable()) if (await hopFrom(intruder, dice, held, known)) return;
}

async function hopFrom(intruder: Intruder, dice: Dice, held: Held, known: ReadonlySet<string>): Promise<boolean> {
  const guesses = intruder.guesses(held.principal).filter((role) => !known.has(arnOf(role)));
  for (const role of dice.some(guesses, 3)) if (await intruder.assume(held, role)) return true;
  return false;
}
