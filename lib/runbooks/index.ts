// Every runbook that a person may start.
import { contain } from "./contain.ts";
import { lift } from "./lift.ts";
import { plan } from "./plan.ts";
import type { Runbook } from "./runbook.ts";

export const RUNBOOKS: readonly Runbook[] = [plan, contain, lift];
