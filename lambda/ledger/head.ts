// The head of an incident: what lists show of it, as long as an item of the table may be.
import type { Incident } from "../incident.ts";

type Head = Omit<Incident, "entries" | "alerts" | "verdicts" | "evidence" | "residual">;

/** "The maximum item size in DynamoDB is 400 KB", names of attributes among it: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
export const MOST_BYTES = 390_000;

/** How many reasons a list shows. */
const MOST_REASONS = 10;

/**
 * As JSON. Of an incident with too much for it only what says where it stands: intruders write policies of ten kilobytes into
 * each role that they come through, and a head that cannot be written would keep the incident from being looked after. The
 * entries have everything.
 */
export function headText(incident: Incident): string {
  const {
    entries: _entries,
    alerts: _alerts,
    verdicts: _verdicts,
    evidence: _evidence,
    residual: _residual,
    ...head
  } = incident;
  const whole = JSON.stringify(head);
  return Buffer.byteLength(whole) <= MOST_BYTES ? whole : JSON.stringify(shortened(head));
}

function shortened(whole: Head): Head {
  const {
    sessions: _sessions,
    tampering: _tampering,
    waysIn: _ways,
    workloads: _workloads,
    plan: _plan,
    ...head
  } = whole;
  return {
    ...head,
    failures: {},
    pending: [],
    because: head.because.slice(0, MOST_REASONS),
    steps: head.steps.map((step) => ({ ...step, before: null, wrote: "", requestIds: step.requestIds.slice(-1) })),
  };
}
