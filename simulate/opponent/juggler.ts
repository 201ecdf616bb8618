// The juggler: assumes roles in a circle, again and again, so that there is always a session that is newer than any cutoff.
//
// Published as role chain juggling; a circle of any length refreshes itself for ever:
// https://blog.ryanjarv.sh/sar/sar-4-bypassing-session-expirations-and-revocations.html

import type { Dice } from "../dice.ts";
import type { Held, Intruder } from "../intruder.ts";
import type { Opponent } from "./opponent.ts";

/** Sessions that are kept in the air: the newest of each turn. */
const MOST_IN_THE_AIR = 3;

export const juggler: Opponent = {
  about: "assumes roles in a circle before they expire, or are denied",
  leaks: ["instance", "role-session"],
  editsIam: false,
  circle: true,
  async *play(intruder, dice) {
    const pace = dice.pick([60, 150, 300]);
    for (;;) {
      yield dice.between(pace / 2, pace * 1.5);
      await turn(intruder, dice);
    }
  },
};

/** One step further in the circle: whatever still works opens the next. */
async function turn(intruder: Intruder, dice: Dice): Promise<void> {
  for (const held of intruder.usable().slice(0, MOST_IN_THE_AIR)) {
    if (!(await intruder.use(held))) continue;
    if (await open(intruder, dice, held)) return;
  }
}

async function open(intruder: Intruder, dice: Dice, held: Held): Promise<Held | undefined> {
  for (const role of dice.some(intruder.guesses(held.principal), 3)) {
    const opened = await intruder.assume(held, role);
    if (opened) return opened;
  }
  return undefined;
}
