// When an intruder acts: at once, some time, or by luck in the seconds around the alert, where deny and cutoff lie.
import type { Instant } from "../../mock-aws/clock.ts";
import type { Dice } from "../dice.ts";
import type { Times } from "./opponent.ts";

/** From five seconds before the alert to well behind the cutoff that lies 30 seconds after the deny. */
const BEFORE_MS = 5_000;
const AFTER_MS = 60_000;

/** Bots need seconds, people a minute or two. */
const SOON_MS = 90_000;

/** So many moments in order, about a third of each. */
export function drawMoments(dice: Dice, { theft, alert, end }: Times, count: number): readonly Instant[] {
  const draw = () => {
    const kind = dice.pick(["at once", "near the alert", "some time"]);
    if (kind === "at once") return dice.between(theft, theft + SOON_MS);
    if (kind === "near the alert") return dice.between(alert - BEFORE_MS, alert + AFTER_MS);
    return dice.between(theft, end - 60_000);
  };
  return Array.from({ length: count }, () => Math.max(theft, Math.round(draw()))).sort((one, other) => one - other);
}

/** Seconds from now to the moment; none where it is over. */
export function secondsUntil(moment: Instant, now: Instant): number {
  return Math.max(0, (moment - now) / 1000);
}
