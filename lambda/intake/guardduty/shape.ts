// A shape of GuardDuty findings: where in it the credential is, and how EventBridge finds those that have it.
import type { Alert } from "../../model.ts";
import type { Finding } from "./finding.ts";

export type Shape = {
  /** Alternatives for the detail; the rule matches where one does. */
  readonly patterns: readonly Readonly<Record<string, unknown>>[];
  /** No alert for a finding of another shape. */
  readonly read: (finding: Finding) => readonly Alert[];
};
