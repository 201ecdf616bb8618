// Every metric that the responder emits: its unit, its dimensions with all their values, and what it means. Alarms, dashboard and documents read it.
import type { ProofLevel } from "./evidence.ts";
import type { IncidentStatus } from "./incident.ts";
import type { Verdict } from "./model.ts";

export const METRIC_NAMESPACE = "CredentialLeakResponder";

/** The dimension that every metric bears. */
export const SERVICE_DIMENSION = { service: "credential-leak-responder" } as const;

/** Of the event: EventBridge writes it, and AWS has some forty. */
const ANY_REGION = "any Region";

type MetricType = {
  readonly unit: "Count" | "Milliseconds";
  /** Beside `service`; closed lists, for each value is a metric that is paid for. */
  readonly dimensions: Readonly<Record<string, readonly string[] | typeof ANY_REGION>>;
  readonly means: string;
};

const STATUSES = [
  "awaiting-approval",
  "refused",
  "containing",
  "contained",
  "lifted",
  "failed",
] as const satisfies readonly IncidentStatus[];

const PROOFS = [
  "none",
  "in-place",
  "effective",
  "proven",
  "unproven",
  "leaking",
] as const satisfies readonly ProofLevel[];

const VERDICTS = ["contain", "ask", "refuse"] as const satisfies readonly Verdict["type"][];

export const METRICS = {
  TimeToDeny: {
    unit: "Milliseconds",
    dimensions: {},
    means:
      "For each alert that changed something in AWS: from the `time` of its event, which EventBridge gives in whole seconds, or from the start of the request, until AWS had acknowledged every step. Of an alert that the heartbeat answers again, from when the incident was opened; of one that waited for a person, nothing.",
  },
  IncidentsByStatus: {
    unit: "Count",
    dimensions: { Status: STATUSES },
    means:
      "1 when an incident comes to the status, and in each heartbeat how many of those it looked after have it: the maximum of a minute is how many there are. Incidents that await approval are looked after once an hour.",
  },
  IncidentsByProof: {
    unit: "Count",
    dimensions: { Proof: PROOFS },
    means: "The same by what the containment is worth, of incidents in which something is contained.",
  },
  IncidentsHeld: {
    unit: "Count",
    dimensions: {},
    means: "The same of incidents whose roles are held: nobody works in them.",
  },
  QuestionsOpen: {
    unit: "Count",
    dimensions: {},
    means:
      "How many answers people owe, about an incident as a whole or about somebody who was found to belong to it: when one is asked, and in each heartbeat.",
  },
  Verdicts: {
    unit: "Count",
    dimensions: { Verdict: VERDICTS },
    means: "What the guardrails decided about an alert, as often as it goes on record.",
  },
  CircuitBreakerOpen: {
    unit: "Count",
    dimensions: {},
    means: "An alert met more containments in the last hour than `circuitBreaker` allows.",
  },
  StepsUndone: { unit: "Count", dimensions: {}, means: "Somebody undid or weakened a step (tamper)." },
  StepsFailed: {
    unit: "Count",
    dimensions: {},
    means: "A step could not be taken or looked at, or AWS did not say who the principal is.",
  },
  PeoplePaged: {
    unit: "Count",
    dimensions: {},
    means: "A step was undone again and again (`mostReapplies`): a person is needed.",
  },
  Heartbeats: { unit: "Count", dimensions: {}, means: "The heartbeat has read what is due." },
  IncidentsOverdue: {
    unit: "Count",
    dimensions: {},
    means: "How many incidents the heartbeat found that had been due for five minutes and more; 0 where there is none.",
  },
  ReconcilesFailed: {
    unit: "Count",
    dimensions: {},
    means: "The heartbeat could not look after an incident; it is tried again in the next.",
  },
  LedgerUnavailable: {
    unit: "Count",
    dimensions: {},
    means: "A call of the ledger failed after its retries. The deny does not wait for it.",
  },
  MessagesFailed: {
    unit: "Count",
    dimensions: {},
    means: "What there is to tell people could not be sent; it is tried again in the next heartbeat, for a day.",
  },
  DrillArrived: {
    unit: "Count",
    dimensions: { Region: ANY_REGION },
    means: "A drill came the whole way, from the bus of this Region to the ledger.",
  },
} as const satisfies Readonly<Record<string, MetricType>>;

export type MetricName = keyof typeof METRICS;
type NameOf<U extends MetricType["unit"]> = {
  [N in MetricName]: (typeof METRICS)[N]["unit"] extends U ? N : never;
}[MetricName];

export type CountName = NameOf<"Count">;
export type TimeName = NameOf<"Milliseconds">;

/** One value for each dimension of the metric. */
export type DimensionsOf<N extends MetricName> = {
  readonly [D in keyof (typeof METRICS)[N]["dimensions"]]: (typeof METRICS)[N]["dimensions"][D] extends readonly (infer V)[]
    ? V
    : string;
};
