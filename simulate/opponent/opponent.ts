// What an opponent is: what they can begin with, what they may do, and their program.
import type { Instant } from "../../mock-aws/clock.ts";
import type { Dice } from "../dice.ts";
import type { Intruder } from "../intruder.ts";
import type { Program } from "../program.ts";

/** What leaks: an instance's credentials, somebody's session of a role, a user's key, a token that the user's key has asked for. */
export type LeakKind = "instance" | "role-session" | "user-key" | "federated-token";

/** The moments of a run. The intruder does not know the alert's: some of its moments lie near it by luck. */
export type Times = { readonly theft: Instant; readonly alert: Instant; readonly end: Instant };

export type Opponent = {
  readonly about: string;
  readonly leaks: readonly LeakKind[];
  readonly editsIam: boolean;
  /** Whether it takes a circle of roles. */
  readonly circle?: true;
  /** Begins when the credential has just been stolen. */
  play(intruder: Intruder, dice: Dice, times: Times): Program;
};
