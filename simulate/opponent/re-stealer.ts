// The re-stealer: the hole in the instance stays open, and whenever its credentials are new they are stolen again.
//
// In the wild: request forgery against the metadata service, version 1. A deny cannot close it: each theft is a new leak, and
// what counts is how soon each is cut off.
import type { Opponent } from "./opponent.ts";

/** No theft is so late that its alert would come after the run. */
const LAST_THEFT_BEFORE_END_MS = 14 * 60_000;

export const reStealer: Opponent = {
  about: "steals from the same instance again and again",
  leaks: ["instance"],
  editsIam: false,
  async *play(intruder, dice, times) {
    for (;;) {
      yield dice.between(40, 120);
      for (const held of intruder.usable().slice(0, 3)) await intruder.use(held);
      const mayStillSteal = intruder.now() < times.end - LAST_THEFT_BEFORE_END_MS;
      if (mayStillSteal && dice.chance(0.4)) await intruder.stealAgain();
    }
  },
};
