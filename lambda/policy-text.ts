// A policy as text: reading and writing it, whether two say the same, how much of a quota it takes.

export type Statement = Readonly<Record<string, unknown>>;
export type PolicyDocument = { readonly [member: string]: unknown; readonly Statement: readonly Statement[] };

/** IAM accepts a single statement where a list may stand. */
export function readPolicy(text: string): PolicyDocument {
  const { Statement: statements, ...rest } = JSON.parse(text) as { Statement?: Statement | readonly Statement[] };
  if (statements === undefined) return { ...rest, Statement: [] };
  return {
    ...rest,
    Statement: Array.isArray(statements) ? (statements as readonly Statement[]) : [statements as Statement],
  };
}

export function writePolicy(document: PolicyDocument, statements: readonly Statement[]): string {
  return JSON.stringify({ ...document, Statement: statements });
}

/** A new document of these statements. */
export function policyOf(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Whatever the order of the members, and whether one value stands alone or in a list. */
export function sameMeaning(one: unknown, other: unknown): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

/**
 * IAM's quotas count characters, white space not among them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function countedLength(text: string): number {
  return text.replace(/\s/g, "").length;
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? canonical(value[0]) : value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, canonical(member)]));
}
