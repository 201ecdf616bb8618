// Eventual consistency: a value whose changes the control plane shows at once and the data plane only after a while.
import type { Instant } from "./clock.ts";

/** The newest value last; older ones are kept as long as a slow reader could still see them. */
export type Versioned<T> = { readonly history: { readonly since: Instant; readonly value: T }[] };

/** IAM documents no bound for propagation; no setting of the local AWS may exceed this one. */
export const LONGEST_PROPAGATION = 60 * 60 * 1000;

let changes = 0;

/** Grows with every change of anything: whoever counted something needs not count again while it stands. */
export function changesSoFar(): number {
  return changes;
}

export function versioned<T>(value: T, since: Instant): Versioned<T> {
  changes++;
  return { history: [{ since, value }] };
}

export function change<T>({ history }: Versioned<T>, value: T, at: Instant): void {
  changes++;
  const oldestAsked = at - LONGEST_PROPAGATION;
  const firstNeeded = history.findIndex((_, index) => (history[index + 1]?.since ?? at) > oldestAsked);
  if (firstNeeded > 0) history.splice(0, firstNeeded);
  history.push({ since: at, value });
}

/** What a read of the control plane shows: the newest value, or what `readingAsOf` says. */
export function current<T>({ history }: Versioned<T>): T {
  const asOf = readAsOf;
  const seen = asOf === undefined ? undefined : history.findLast(({ since }) => since <= asOf);
  return ((seen ?? (asOf === undefined ? history.at(-1) : history[0])) as { readonly value: T }).value;
}

let readAsOf: Instant | undefined;

/**
 * The read as it is answered by a place that changes have not reached: "IAM … uses a distributed computing model called eventual
 * consistency" [IAM User Guide, Troubleshoot IAM]. Whether a thing is there at all is seen at once. `read` waits for nothing.
 */
export function readingAsOf<T>(asOf: Instant, read: () => T): T {
  readAsOf = asOf;
  try {
    return read();
  } finally {
    readAsOf = undefined;
  }
}

/** What is enforced when changes up to `asOf` have arrived; undefined where the thing is newer than that. */
export function enforced<T>(versions: Versioned<T>, asOf: Instant): T | undefined {
  return versions.history.findLast((version) => version.since <= asOf)?.value;
}
