// Whom a policy lets in: what a changed trust, bucket or key policy means to a person who reads of it.
import { listOf, textOf, valueAt } from "./values.ts";

/** The principals of the statements that allow; undefined where the text is no policy or allows nobody. */
export function allowedPrincipals(document: unknown): string | undefined {
  const policy = typeof document === "string" ? parsed(document) : document;
  const principals = listOf(valueAt(policy, "Statement")).flatMap((statement) =>
    textOf(valueAt(statement, "Effect")) === "Allow" ? named(statement) : [],
  );
  return principals.length > 0 ? `lets in ${[...new Set(principals)].join(", ")}` : undefined;
}

function named(statement: unknown): readonly string[] {
  if (valueAt(statement, "NotPrincipal") !== undefined) return ["everybody but some (NotPrincipal)"];
  const principal = valueAt(statement, "Principal");
  if (typeof principal === "string") return [principal];
  if (typeof principal !== "object" || principal === null) return [];
  return Object.values(principal).flatMap((names) => listOf(names).flatMap((name) => textOf(name) ?? []));
}

/** IAM writes policies URL-encoded in its answers. */
function parsed(text: string): unknown {
  for (const read of [(written: string) => written, decodeURIComponent]) {
    try {
      return JSON.parse(read(text));
    } catch {
      // Written the other way, or no policy.
    }
  }
  return undefined;
}
