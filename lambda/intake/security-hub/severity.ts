// Security Hub's severities on GuardDuty's scale, 0 to 10.

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Severity.html: the least normalized score of each label. */
const LABELS: ReadonlyMap<string, number> = new Map([
  ["INFORMATIONAL", 0],
  ["LOW", 1],
  ["MEDIUM", 40],
  ["HIGH", 70],
  ["CRITICAL", 90],
]);

/** `Normalized` is 0 to 100; it is being retired in favour of `Label`. */
export function severityOf(severity: unknown): number | undefined {
  if (typeof severity !== "object" || severity === null) return undefined;
  const { Normalized, Label } = severity as { readonly Normalized?: unknown; readonly Label?: unknown };
  const score = typeof Normalized === "number" ? Normalized : typeof Label === "string" ? LABELS.get(Label) : undefined;
  return score !== undefined && score >= 0 && score <= 100 ? score / 10 : undefined;
}

/** OCSF's severity_id: informational, low, medium, high, critical, fatal (https://schema.ocsf.io/classes/detection_finding). */
const OCSF = [0, 0.1, 4, 7, 9, 10];

export function severityOfOcsf(id: unknown): number | undefined {
  return typeof id === "number" ? OCSF[id - 1] : undefined;
}
