// Alerts that a source itself takes lightly. The threshold is for machines: a person who asks has weighed it.
import { type Guardrail, NOT_APPLICABLE, PASS } from "./guardrail.ts";

export const severity: Guardrail = ({ alert, config }) => {
  if (alert.severity === undefined || alert.wishedBy !== undefined) return NOT_APPLICABLE;
  if (alert.severity >= config.severityFrom) return PASS;
  return {
    is: "refuse",
    quiet: true,
    because: `Its severity is ${alert.severity}, and the configuration acts from ${config.severityFrom} on (severityFrom).`,
  };
};
