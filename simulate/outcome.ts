// What one run came to, as plain data.
import type { ProofLevel } from "../lambda/evidence.ts";
import type { DefenderName } from "./defender/index.ts";
import type { Scenario } from "./scenario.ts";

export type Outcome = {
  readonly seed: number;
  readonly opponent: Scenario["opponent"];
  readonly opponents: Scenario["opponents"];
  readonly defender: DefenderName;
  readonly leak: Scenario["leak"];
  readonly editsIam: boolean;
  /** At the end no credential of the intruder works, and none can be got again with what they hold. */
  readonly cutOff: boolean;
  /**
   * Seconds from the alert about a theft to the last call that worked with what came of it; 0 where none worked after the
   * alert. Of several thefts, the one that took longest.
   */
  readonly lastSuccess: number;
  /** Calls of the intruder that worked after the first deny was written; null where there was none. */
  readonly callsAfterDeny: number | null;
  /** Credentials of the intruder that work at the end. */
  readonly live: number;
  /** Minutes in which somebody who works there was locked out, summed over all. */
  readonly lockedOut: number;
  /** How many minutes an incident was called proven while a credential from the leak worked. Must be 0. */
  readonly wrongProven: number;
  /** What the responder says at the end of each of its incidents that it has not refused. */
  readonly proofs: readonly ProofLevel[];
};
