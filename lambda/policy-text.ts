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

/** What a policy that nobody has put in force may say once we do: nothing that allows. Null where nothing is left. */
export function onlyDenies(text: string): string | null {
  const denies = readPolicy(text).Statement.filter(({ Effect }) => Effect === "Deny");
  return denies.length === 0 ? null : policyOf(...denies);
}

/**
 * A name as a policy must write it to mean just that: a path may hold `*` and `${`, and whoever may create roles chooses it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
 */
export function literal(name: string): string {
  return name.replace(/[*?$]/g, (character) => `\${${character}}`);
}

/** The texts of an element or a condition key: one may stand alone where a list may stand. */
export function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
}

/** The member of an element, of whatever form the element is. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
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
