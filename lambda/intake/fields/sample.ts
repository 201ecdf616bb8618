// What marks a sample finding. A name does not: whoever may create roles would hide one behind it.

/**
 * `additionalInfo.sample`, or the same inside the JSON text `additionalInfo.value`: GuardDuty writes the one or the other.
 */
export function saysSample(additionalInfo: unknown): boolean {
  if (typeof additionalInfo !== "object" || additionalInfo === null) return false;
  const { sample, value } = additionalInfo as { readonly sample?: unknown; readonly value?: unknown };
  return isTrue(sample) || jsonSaysSample(value);
}

/** Keys, principal ids and user types of samples: no real thing is called so, and nobody can choose them. */
export function isGenerated(id: unknown): boolean {
  return typeof id === "string" && id.startsWith("GeneratedFinding");
}

export function jsonSaysSample(text: unknown): boolean {
  if (typeof text !== "string") return false;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && "sample" in parsed && isTrue(parsed.sample);
  } catch {
    return false; // Other texts stand here too, for other findings.
  }
}

export function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
