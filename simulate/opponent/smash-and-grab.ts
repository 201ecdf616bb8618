// Smash and grab: everything at once for a few minutes, as loud as can be, and gone.
//
// In the wild: bots that find keys in public repositories begin within minutes and enumerate as fast as the API answers.
import type { Dice } from "../dice.ts";
import type { Held, Intruder } from "../intruder.ts";
import type { Opponent } from "./opponent.ts";

/** Roles tried with each credential: bots work through a list. */
const MOST_ROLES = 3;
const MOST_HELD = 8;

export const smashAndGrab: Opponent = {
  about: "calls every few seconds for some minutes, opens what opens",
  leaks: ["instance", "role-session", "user-key", "federated-token"],
  editsIam: false,
  async *play(intruder, dice, times) {
    const end = intruder.now() + dice.between(3, 20) * 60_000;
    const starting = dice.chance(0.5) ? 0 : Math.max(0, (times.alert - intruder.now()) / 1000 - dice.between(0, 60));
    yield starting;
    while (intruder.now() < end + starting * 1000) {
      for (const held of intruder.usable().slice(0, 4)) if (await intruder.use(held)) await grab(intruder, dice, held);
      yield dice.between(4, 15);
    }
  },
};

/** Whatever opens, until there is enough of it. */
async function grab(intruder: Intruder, dice: Dice, held: Held): Promise<void> {
  const isEnough = intruder.held.length > MOST_HELD;
  const roles = isEnough ? [] : dice.some(intruder.guesses(held.principal), MOST_ROLES);
  for (const role of roles) if (dice.chance(0.3)) await intruder.assume(held, role);
}
