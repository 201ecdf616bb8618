// The sleeper: opens a few sessions, then keeps still for most of the time and comes back late, when everybody has gone home.
//
// In the wild: whoever sells access on does nothing with it meanwhile. Silence is what makes a deny look good that stops
// nothing.
import { drawMoments, secondsUntil } from "./moments.ts";
import type { Opponent } from "./opponent.ts";

/** The last part of the run, in which the sleeper wakes. */
const WAKING_MS = 12 * 60_000;

export const sleeper: Opponent = {
  about: "opens one or two sessions, is silent, and comes back late",
  leaks: ["instance", "role-session", "user-key", "federated-token"],
  editsIam: false,
  async *play(intruder, dice, times) {
    const [first] = intruder.held;
    if (!first) return;
    await intruder.use(first);
    for (const moment of drawMoments(dice, times, dice.whole(0, 2))) {
      yield secondsUntil(moment, intruder.now());
      const [opener] = intruder.usable();
      const guesses = opener ? intruder.guesses(opener.principal) : [];
      if (opener && guesses.length > 0) await intruder.assume(opener, dice.pick(guesses));
    }
    yield secondsUntil(times.end - WAKING_MS + dice.between(0, WAKING_MS / 2), intruder.now());
    for (;;) {
      for (const held of intruder.usable()) await intruder.use(held);
      yield dice.between(45, 120);
    }
  },
};
