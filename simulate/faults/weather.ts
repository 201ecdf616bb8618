// The mixture of faults of one seed: what breaks, for whom, from when until when.
import type { FaultKind } from "../../mock-aws/faults.ts";
import { HOME_REGION } from "../../mock-aws/world.ts";
import type { Dice } from "../dice.ts";

/** Since the start of the run. */
export type Seconds = number;

/** Faults begin and end between; what happens later happens in good weather. */
export const FIRST_FAULT: Seconds = 60;
export const FAULTS_END: Seconds = 12 * 60;

/** A fault of the local AWS, but for its times. */
type Bad = {
  /** The row of the table that it counts for. */
  readonly name: string;
  readonly service: string;
  readonly operation?: string;
  readonly region?: string;
  readonly account?: string;
  readonly role?: string;
  readonly fault: FaultKind;
  readonly probability: number;
  /** Seconds, for what has one. */
  readonly delay?: Seconds;
};

export type PlannedFault = Bad & { readonly at: Seconds; readonly lasts: Seconds };

const RESPONDER = "credential-leak-responder";

type Draw = (dice: Dice, members: readonly string[]) => Bad & { readonly longest: Seconds; readonly isEarly?: true };

/** IAM, STS, DynamoDB and CloudTrail: what the responder lives by. */
const calls = ["iam", "sts", "dynamodb", "cloudtrail"];
const some = (dice: Dice) => dice.pick([0.2, 0.5, 0.8, 1]);

function broken(name: string, fault: FaultKind, longest: Seconds): Draw {
  return (dice) => ({ name, service: dice.pick(calls), fault, probability: some(dice), longest });
}

const KINDS: readonly Draw[] = [
  broken("throttling", "throttle", 240),
  broken("5xx", "error", 240),
  broken("resets", "reset", 120),
  broken("time-outs", "timeout", 120),
  (dice) => ({ ...broken("slow answers", "slow", 180)(dice, []), delay: dice.pick([1, 3, 8]) }),
  broken("answers lost", "crash-after", 90),
  (dice) => ({ ...bad("crashes", "*", "crash-after", dice.whole(2, 60)), role: RESPONDER, probability: some(dice) }),
  (dice) => ({ ...bad("DynamoDB down", "dynamodb", dice.pick(["error", "timeout", "reset"]), 360), probability: 1 }),
  (dice) => ({ ...bad("session expired", "*", "expired", 60), role: RESPONDER, probability: some(dice) }),
  (dice) => ({ ...bad("signature skewed", "*", "skew", 60), role: RESPONDER, probability: some(dice) }),
  (dice) => ({ ...bad("Region down", "*", "timeout", 300), region: dice.pick(["us-west-2", HOME_REGION]) }),
  (dice, members) => ({ ...bad("member refuses", "*", "refuse", 300), account: dice.pick(["0", ...members]) }),
  // A way in is good for an hour: what comes later than the first alerts meets nobody.
  () => ({
    ...bad("no member reached", "sts", "refuse", 660),
    operation: "AssumeRole",
    role: RESPONDER,
    isEarly: true,
  }),
  (dice) => ({ ...bad("stale reads of IAM", "iam", "stale", 300), delay: dice.whole(3, 40), probability: some(dice) }),
  (dice) => ({ ...bad("stale reads of the ledger", "dynamodb", "stale", 300), delay: dice.whole(1, 60) }),
  (dice) => ({ ...bad("writes out of order", "dynamodb", "late", 180), delay: dice.whole(1, 90), probability: 0.3 }),
  (dice) => ({
    ...bad("deliveries fail", "lambda", dice.pick(["throttle", "error", "crash-after"]), 180),
    probability: some(dice),
  }),
];

function bad(name: string, service: string, fault: FaultKind, longest: Seconds): ReturnType<Draw> {
  return { name, service, fault, probability: 1, longest };
}

/** None at all in one seed of ten: what nothing disturbs must hold too. */
export function drawWeather(dice: Dice, members: readonly string[]): readonly PlannedFault[] {
  const count = dice.chance(0.1) ? 0 : dice.whole(1, 6);
  return Array.from({ length: count }, (): PlannedFault => {
    const { longest, isEarly, ...fault } = dice.pick(KINDS)(dice, members);
    const at = dice.whole(FIRST_FAULT, isEarly ? FIRST_FAULT + 30 : FAULTS_END - 10);
    return { ...fault, at, lasts: Math.min(dice.whole(1, longest), FAULTS_END - at) };
  }).sort((one, other) => one.at - other.at);
}
