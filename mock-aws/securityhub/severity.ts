// The severity of a finding: a label and a number that stand for each other.
import type { Finding, Label } from "./finding.ts";

type Severity = NonNullable<Finding["Severity"]>;

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Severity.html */
const LOWEST: Readonly<Record<Label, number>> = { INFORMATIONAL: 0, LOW: 1, MEDIUM: 40, HIGH: 70, CRITICAL: 90 };

function labelOf(normalized: number): Label {
  if (normalized >= LOWEST.CRITICAL) return "CRITICAL";
  if (normalized >= LOWEST.HIGH) return "HIGH";
  if (normalized >= LOWEST.MEDIUM) return "MEDIUM";
  return normalized >= LOWEST.LOW ? "LOW" : "INFORMATIONAL";
}

/** With the member that is missing filled in from the other; the label counts where both are there. */
export function completeSeverity(severity: Severity): Severity {
  const { Label, Normalized = 0 } = severity;
  if (Label === undefined) return { ...severity, Label: labelOf(Normalized), Normalized };
  const fits = severity.Normalized !== undefined && labelOf(severity.Normalized) === Label;
  return fits ? severity : { ...severity, Normalized: LOWEST[Label] };
}
