// What one seed came to, as plain data.

export type Outcome = {
  readonly seed: number;
  /** How often each kind of fault struck. */
  readonly struck: Readonly<Record<string, number>>;
  readonly deliveries: number;
  /** Events that came to lie in the dead-letter queue, and were sent again. */
  readonly deadLetters: number;
  readonly incidents: number;
  /** Principals that were to be denied, and are. */
  readonly denied: number;
  readonly proven: number;
  /** Denies that could not be put on record: the ledger was down, or IAM's reads were old. They may outlast a lift. */
  readonly unrecorded: number;
  /** For each leak that is denied without a question: seconds from its first alert to its first deny. */
  readonly secondsToDeny: readonly number[];
  /** Sentences; must be none. */
  readonly violations: readonly string[];
};
