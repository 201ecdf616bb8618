// What chance decides about one seed before anything happens: who works where, what leaks, who is told, who says what, what breaks.
import { HOME_ACCOUNT } from "../../mock-aws/world.ts";
import { createDice, type Dice } from "../dice.ts";
import { drawWeather, FAULTS_END, FIRST_FAULT, type PlannedFault, type Seconds } from "./weather.ts";

export type Delivery = { readonly at: Seconds; readonly source: "guardduty" | "report" };

export type LeakPlan = {
  readonly kind: "role-session" | "user-key";
  readonly account: string;
  /** The role or the user. */
  readonly name: string;
  /** Of a role: two leaks of one role are of different sessions. */
  readonly session: string;
  readonly opened: Seconds;
  readonly deliveries: readonly Delivery[];
  /** The intruder goes on to the role that trusts this one. */
  readonly hopAt?: Seconds;
};

export type Plan = {
  readonly seed: number;
  readonly members: readonly string[];
  readonly scope: "role" | "session";
  readonly users: "contain" | "ask";
  readonly leaks: readonly LeakPlan[];
  /** What a person says where a person is asked. */
  readonly word: "approve" | "reject" | "nothing";
  /** Somebody deletes the deny of the first leak's role. */
  readonly tamperAt?: Seconds;
  /** Another tool denies the same role, with a cutoff far ahead. */
  readonly furtherAt?: Seconds;
  /** Somebody else keeps a statement under the deny's own name. */
  readonly foreign: boolean;
  /** Leaks by their index that a person lifts, and does not leave to the clock. */
  readonly lifted: readonly number[];
  /** How far the responder's clock is off, seconds. */
  readonly clockOff: number;
  readonly delays: { readonly iamPropagation: number; readonly trailDelay: number; readonly eventDelay: number };
  readonly faults: readonly PlannedFault[];
};

/** In some seeds something is broken before. */
const FIRST_ALERT = FIRST_FAULT + 60;

const MEMBERS = ["222233334444", "333344445555"] as const;

export function drawPlan(seed: number): Plan {
  const dice = createDice(seed, "faults");
  const members = MEMBERS.slice(0, dice.whole(0, 2));
  const leaks = drawLeaks(dice, [HOME_ACCOUNT, ...members]);
  const others = createDice(seed, "others");
  return {
    seed,
    members,
    scope: dice.chance(0.3) ? "session" : "role",
    users: dice.chance(0.5) ? "contain" : "ask",
    leaks,
    word: dice.pick(["approve", "approve", "reject", "nothing"]),
    ...(dice.chance(0.15) ? { tamperAt: dice.whole(300, FAULTS_END) } : {}),
    ...(others.chance(0.15) ? { furtherAt: others.whole(FIRST_ALERT - 30, FAULTS_END) } : {}),
    foreign: dice.chance(0.3),
    lifted: leaks.flatMap((_, index) => (dice.chance(0.3) ? [index] : [])),
    clockOff: dice.chance(0.2) ? dice.whole(-10, 10) : 0,
    delays: {
      iamPropagation: dice.whole(2_000, 6_000),
      trailDelay: dice.whole(60_000, 4 * 60_000),
      eventDelay: dice.whole(2_000, 20_000),
    },
    faults: drawWeather(dice, members),
  };
}

function drawLeaks(dice: Dice, accounts: readonly string[]): readonly LeakPlan[] {
  return Array.from({ length: dice.whole(1, 3) }, (_, index): LeakPlan => {
    const opened = dice.whole(20, 55);
    const first = dice.whole(FIRST_ALERT, FAULTS_END - 240);
    return {
      kind: dice.chance(0.7) ? "role-session" : "user-key",
      account: dice.pick(accounts),
      name: `app-${dice.whole(0, 1)}`, // Two leaks may be of one role.
      session: `session-${index}`,
      opened,
      deliveries: drawDeliveries(dice, first),
      ...(dice.chance(0.3) ? { hopAt: dice.whole(opened + 10, first + 60) } : {}),
    };
  });
}

/** GuardDuty tells more than once at times, and somebody else may have found it too. */
function drawDeliveries(dice: Dice, first: Seconds): readonly Delivery[] {
  const again = dice.chance(0.4) ? dice.whole(1, 2) : 0;
  const more = Array.from({ length: again }, (): Delivery => {
    return { at: first + dice.pick([0, dice.whole(1, 60), dice.whole(60, 200)]), source: "guardduty" };
  });
  const reported: readonly Delivery[] = dice.chance(0.2) ? [{ at: first + dice.whole(0, 120), source: "report" }] : [];
  return [{ at: first, source: "guardduty" }, ...more, ...reported];
}
