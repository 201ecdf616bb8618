// What every alert source has: the pattern of its events, and the parser that reads them.
import type { Alert, Time } from "../model.ts";

/** What EventBridge says of an event, beside its detail. */
export type Envelope = {
  readonly id?: string | undefined;
  readonly detailType: string;
  /** The account on whose bus the event was put. EventBridge writes it, not the sender. */
  readonly account?: string | undefined;
  readonly time?: Time | undefined;
  readonly region: string;
  readonly resources: readonly string[];
};

export type Source = {
  readonly name: string;
  /** What the rule in EventBridge matches: every event that the parser makes an alert of, and no other that is well formed. */
  readonly pattern: Readonly<Record<string, unknown>>;
  /** No alert for an event that reports no leak. Throws BadInputError where one does, and cannot be read. */
  readonly parse: (detail: Readonly<Record<string, unknown>>, envelope: Envelope) => readonly Alert[];
};
