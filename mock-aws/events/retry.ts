// How often and how long a delivery that failed in passing is tried again.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html
import type { RetryPolicy } from "./buses.ts";

export type Exhaustion = keyof RetryPolicy;

export const DEFAULT_RETRIES = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 } as const;

/** Which limit forbids another try, of an event that would be so old by then. */
export function exhaustion(policy: RetryPolicy | undefined, tries: number, ageMs: number): Exhaustion | undefined {
  const { MaximumRetryAttempts = DEFAULT_RETRIES.MaximumRetryAttempts } = policy ?? {};
  const { MaximumEventAgeInSeconds = DEFAULT_RETRIES.MaximumEventAgeInSeconds } = policy ?? {};
  if (tries > MaximumRetryAttempts) return "MaximumRetryAttempts";
  return ageMs > MaximumEventAgeInSeconds * 1000 ? "MaximumEventAgeInSeconds" : undefined;
}

/** "Exponential back off and jitter": a guess of how much that fits 185 tries into 24 hours, without the jitter. */
export function waitMs(tries: number): number {
  return Math.min(2 ** (tries - 1), 480) * 1000;
}
