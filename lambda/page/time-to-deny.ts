// How long the latest denies took, from the alert to the deny: without those that waited for a person.
import type { Row } from "../answers.ts";

export type TimeToDeny = { readonly count: number; readonly medianMs: number; readonly worstMs: number };

type Denied = Pick<Row, "openedAt" | "containedAt" | "askedAt">;

/** Undefined where nothing was denied yet. */
export function timeToDeny(incidents: readonly Denied[]): TimeToDeny | undefined {
  const took = incidents
    .flatMap(({ openedAt, containedAt, askedAt }) =>
      containedAt === undefined || askedAt !== undefined ? [] : [Date.parse(containedAt) - Date.parse(openedAt)],
    )
    .toSorted((one, other) => one - other);
  const median = took[Math.floor(took.length / 2)];
  const worst = took.at(-1);
  return median === undefined || worst === undefined
    ? undefined
    : { count: took.length, medianMs: median, worstMs: worst };
}
