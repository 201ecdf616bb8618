// The head of an incident: what lists show of it, and no more. A list reads two hundred of them at once.
import type { Incident } from "../incident.ts";

/** "The maximum item size in DynamoDB is 400 KB", names of attributes among it: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
export const MOST_BYTES = 390_000;

/** How many reasons a list shows. */
const MOST_REASONS = 10;

/**
 * As JSON. The texts of policies are left out for one more reason: intruders write ten kilobytes into each role that they
 * come through, and a head that cannot be written would keep the incident from being looked after. The entries have everything.
 */
export function headText(incident: Incident): string {
  const {
    entries: _entries,
    alerts: _alerts,
    verdicts: _verdicts,
    evidence: _evidence,
    residual: _residual,
    sessions: _sessions,
    tampering: _tampering,
    waysIn: _ways,
    workloads: _workloads,
    plan: _plan,
    news: _news,
    ...head
  } = incident;
  return JSON.stringify({
    ...head,
    failures: {},
    pending: [],
    because: head.because.slice(0, MOST_REASONS),
    steps: head.steps.map((step) => ({ ...step, before: null, wrote: "", requestIds: [] })),
  });
}
