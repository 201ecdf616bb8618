// What the doctor looks at, in the order in which it is told: what is heard, who acts, who can be contained.
import { accountsCheck } from "./accounts-check.ts";
import { administrationCheck } from "./administration-check.ts";
import { alarmTopicCheck } from "./alarm-topic-check.ts";
import { alarmsCheck } from "./alarms-check.ts";
import { approversCheck } from "./approvers-check.ts";
import type { Check, Finding } from "./check.ts";
import { clockCheck } from "./clock-check.ts";
import { concurrencyCheck } from "./concurrency-check.ts";
import { deadLettersCheck } from "./dead-letters-check.ts";
import { drillsCheck } from "./drills-check.ts";
import type { Examined } from "./examined.ts";
import { functionCheck } from "./function-check.ts";
import { guarddutyCheck } from "./guardduty-check.ts";
import { heartbeatCheck } from "./heartbeat-check.ts";
import { keysCheck } from "./keys-check.ts";
import { ledgerCheck } from "./ledger-check.ts";
import { longSessionsCheck } from "./long-sessions-check.ts";
import { modesCheck } from "./modes-check.ts";
import { regionsCheck } from "./regions-check.ts";
import { roomCheck } from "./room-check.ts";
import { rulesCheck } from "./rules-check.ts";
import { runEach } from "./run-checks.ts";
import { securityHubCheck } from "./security-hub-check.ts";
import { servedCheck } from "./served-check.ts";
import { trailCheck } from "./trail-check.ts";
import { uncontainableCheck } from "./uncontainable-check.ts";

export const CHECKS: readonly Check[] = [
  functionCheck,
  concurrencyCheck,
  deadLettersCheck,
  ledgerCheck,
  rulesCheck,
  regionsCheck,
  trailCheck,
  guarddutyCheck,
  securityHubCheck,
  heartbeatCheck,
  drillsCheck,
  alarmsCheck,
  alarmTopicCheck,
  accountsCheck,
  servedCheck,
  administrationCheck,
  modesCheck,
  approversCheck,
  roomCheck,
  uncontainableCheck,
  keysCheck,
  longSessionsCheck,
  clockCheck,
];

/** The findings as they come, in the order of the checks. Never rejects: what cannot be seen is `unknown`. */
export function runChecks(examined: Examined, checks: readonly Check[] = CHECKS): AsyncGenerator<Finding> {
  return runEach(examined, checks);
}
