// When an intruder acts: some time, or by luck in the seconds around the alert, where deny, propagation and cutoff lie.
import type { Instant } from "../../mock-aws/clock.ts";
import type { Dice } from "../dice.ts";
import type { Times } from "./opponent.ts";

/** From five seconds before the alert to well behind the cutoff that lies 30 seconds after the deny. */
const BEFORE_MS = 5_000;
const AFTER_MS = 60_000;

/** So many moments in order, about half of them near the alert. */
export function drawMoments(dice: Dice, { theft, alert, end }: Times, count: number): readonly Instant[] {
  const draw = () => {
    const isNear = dice.chance(0.5);
    return Math.round(isNear ? dice.between(alert - BEFORE_MS, alert + AFTER_MS) : dice.between(theft, end - 60_000));
  };
  return Array.from({ length: count }, draw)
    .map((moment) => Math.max(theft, moment))
    .sort((one, other) => one - other);
}

/** Seconds from now to the moment; none where it is over. */
export function secondsUntil(moment: Instant, now: Instant): number {
  return Math.max(0, (moment - now) / 1000);
}
