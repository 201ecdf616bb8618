// Why an event did not get to a target, and which failures are worth another try.
import type { FaultKind } from "../faults.ts";

export type Failure = {
  /** One of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
  readonly code: string;
  readonly message: string;
  /** Missing permissions and targets that are not there are not tried again. */
  readonly isPassing?: boolean;
};

export const NO_PERMISSIONS: Failure = {
  code: "NO_PERMISSIONS",
  message: "EventBridge lacks permissions to invoke the target.",
};

export function noResource(message: string): Failure {
  return { code: "NO_RESOURCE", message };
}

const BROKEN_OFF: Failure = {
  code: "CONNECTION_FAILURE",
  message: "The connection to the target broke off.",
  isPassing: true,
};
const NO_ANSWER: Failure = { code: "TIMEOUT", message: "The target did not answer.", isPassing: true };

/** Faults that strike the call by which EventBridge delivers, as it sees them. A service has no session that ends, and no clock of its own. */
export const FAULTS: Readonly<Record<FaultKind, Failure | undefined>> = {
  throttle: { code: "THROTTLING", message: "The target throttled the call.", isPassing: true },
  error: { code: "ERROR_FROM_TARGET", message: "The target failed.", isPassing: true },
  reset: BROKEN_OFF,
  timeout: NO_ANSWER,
  "crash-after": BROKEN_OFF,
  late: NO_ANSWER,
  refuse: NO_PERMISSIONS,
  slow: undefined,
  expired: undefined,
  skew: undefined,
  stale: undefined,
};

/** What has arrived all the same, and arrives again. */
export const IS_DONE: ReadonlySet<FaultKind | undefined> = new Set(["crash-after", "late"]);
