// Every alarm as data: when it rings, and by its name the section of docs/runbook.md that says what to do.
import type { CountName, DimensionsOf, MetricName } from "../lambda/metric-list.ts";

/** One of ours, under exactly these dimensions beside the service. */
type OwnMetric = { readonly name: MetricName; readonly dimensions: Readonly<Record<string, string>> };

/** One of AWS's, of a thing that the stack has made. */
type AwsMetric = { readonly namespace: string; readonly name: string; readonly of: "function" | "dead-letters" };

export type AlarmDefinition = {
  /** The runbook's section, and the alarm's name in CloudWatch behind `credential-leak-responder-`. */
  readonly name: string;
  readonly means: string;
  readonly metric: OwnMetric | AwsMetric;
  readonly statistic: "Sum" | "Maximum" | "p99";
  readonly rings: "at-least" | "above" | "below";
  readonly threshold: number;
  readonly periodSeconds: number;
  /** How many of how many periods; one of one unless said. */
  readonly periods?: { readonly bad: number; readonly of: number };
  /** What no data means. */
  readonly missing: "breaching" | "notBreaching";
};

const MINUTES_5 = 300;

/** As often as something happens it rings; where nothing happens there are no data. */
const ONCE = { rings: "at-least", threshold: 1, periodSeconds: MINUTES_5, missing: "notBreaching" } as const;

/** Of what the heartbeat says each minute: one that is over with the next beat wakes nobody. */
const LASTING = { ...ONCE, periodSeconds: 60, periods: { bad: 3, of: 5 } } as const;

export const ALARMS: readonly AlarmDefinition[] = [
  {
    ...ONCE,
    name: "leaking",
    means: "A leaked credential was let through after its cutoff: the containment does not hold.",
    metric: own("IncidentsByProof", { Proof: "leaking" }),
    statistic: "Maximum",
  },
  {
    ...LASTING,
    name: "unproven",
    means: "Time is up, and it cannot be shown that a containment works.",
    metric: own("IncidentsByProof", { Proof: "unproven" }),
    statistic: "Maximum",
  },
  {
    ...LASTING,
    name: "failed",
    means: "An incident has a step that could not be taken: something that has leaked may not be denied.",
    metric: own("IncidentsByStatus", { Status: "failed" }),
    statistic: "Maximum",
  },
  {
    ...ONCE,
    name: "awaiting-approval",
    means: "A person is asked whether to contain somebody. Whoever it is about is not touched until somebody answers.",
    metric: own("QuestionsOpen"),
    statistic: "Maximum",
  },
  {
    ...ONCE,
    name: "step-undone",
    means: "Somebody undid a step of an incident. It was put back.",
    metric: own("StepsUndone"),
    statistic: "Sum",
  },
  {
    ...ONCE,
    name: "paged",
    means: "A step is undone again and again, and is now put back every ten minutes only.",
    metric: own("PeoplePaged"),
    statistic: "Sum",
  },
  {
    ...ONCE,
    name: "roles-held",
    means: "The roles of an incident are held: nobody can work in them, the team included.",
    metric: own("IncidentsHeld"),
    statistic: "Maximum",
  },
  {
    ...ONCE,
    name: "circuit-breaker-open",
    means: "So many principals were contained within an hour that a person is asked about every further one.",
    metric: own("CircuitBreakerOpen"),
    statistic: "Sum",
  },
  {
    name: "deny-too-slow",
    means: "From an alert to its deny more than half a minute went by.",
    metric: { name: "TimeToDeny", dimensions: {} },
    statistic: "p99",
    rings: "above",
    threshold: 30_000,
    periodSeconds: MINUTES_5,
    missing: "notBreaching",
  },
  {
    ...ONCE,
    name: "dead-letters",
    means: "An event could not be answered in three tries: an alert may be lying there unanswered.",
    metric: { namespace: "AWS/SQS", name: "ApproximateNumberOfMessagesVisible", of: "dead-letters" },
    statistic: "Maximum",
  },
  {
    ...ONCE,
    name: "function-errors",
    means: "A function of the responder fails again and again.",
    metric: { namespace: "AWS/Lambda", name: "Errors", of: "function" },
    statistic: "Sum",
    threshold: 3,
  },
  {
    ...ONCE,
    name: "throttles",
    means: "Lambda turns a function of the responder away: events wait.",
    metric: { namespace: "AWS/Lambda", name: "Throttles", of: "function" },
    statistic: "Sum",
  },
  {
    name: "heartbeat-missing",
    means: "The heartbeat has stopped: nothing is put back, proven or lifted.",
    metric: own("Heartbeats"),
    statistic: "Sum",
    rings: "below",
    threshold: 1,
    periodSeconds: 60,
    periods: { bad: 5, of: 5 }, // Of minutes: where all data are missing, CloudWatch looks some periods further back first.
    missing: "breaching",
  },
  {
    ...LASTING,
    name: "incidents-overdue",
    means: "Open incidents wait for minutes until somebody looks after them.",
    metric: own("IncidentsOverdue"),
    statistic: "Maximum",
  },
  {
    ...LASTING,
    name: "reconcile-failed",
    means: "The heartbeat cannot look after an incident: what is undone there stays undone.",
    metric: own("ReconcilesFailed"),
    statistic: "Sum",
  },
  {
    ...LASTING,
    name: "messages-failed",
    means: "What happens to incidents cannot be told: nobody hears of it but by alarms.",
    metric: own("MessagesFailed"),
    statistic: "Sum",
  },
  {
    ...ONCE,
    name: "ledger-unavailable",
    means: "The ledger does not answer. Denies go on without it; nothing is remembered.",
    metric: own("LedgerUnavailable"),
    statistic: "Sum",
  },
];

/** One for each Region that is heard. */
export function drillAlarm(region: string, everySeconds: number): AlarmDefinition {
  return {
    name: "drill-missing",
    means: `No drill from ${region} has arrived in two periods: an alert from there may not arrive either.`,
    metric: { name: "DrillArrived", dimensions: { Region: region } },
    statistic: "Sum",
    rings: "below",
    threshold: 1,
    periodSeconds: everySeconds,
    periods: { bad: 2, of: 2 },
    missing: "breaching",
  };
}

function own<N extends CountName>(
  name: N,
  ...[dimensions]: keyof DimensionsOf<N> extends never ? [] : [dimensions: DimensionsOf<N>]
): OwnMetric {
  return { name, dimensions: { ...dimensions } };
}
