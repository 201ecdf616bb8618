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

/** Faults that strike the call by which EventBridge delivers, as it sees them. */
export const FAULTS: Readonly<Record<FaultKind, Failure | undefined>> = {
  throttle: { code: "THROTTLING", message: "The target throttled the call.", isPassing: true },
  error: { code: "ERROR_FROM_TARGET", message: "The target failed.", isPassing: true },
  reset: { code: "CONNECTION_FAILURE", message: "The connection to the target broke off.", isPassing: true },
  timeout: { code: "TIMEOUT", message: "The target did not answer.", isPassing: true },
  "crash-after": { code: "CONNECTION_FAILURE", message: "The connection to the target broke off.", isPassing: true },
  slow: undefined,
};
