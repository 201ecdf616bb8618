// Parses a policy document: refuses what AWS would refuse to store, and compiles the rest for evaluation.
import { compileCondition } from "./compile-condition.ts";
import { compileStatement } from "./compile-statement.ts";
import type { Condition } from "./condition.ts";
import { checkIdentityPolicy } from "./grammar/check-identity.ts";
import { checkResourceControlPolicy, checkServiceControlPolicy } from "./grammar/check-organizations.ts";
import { checkResourcePolicy } from "./grammar/check-resource-policy.ts";
import { checkTrustPolicy } from "./grammar/check-trust.ts";
import type { RawDocument } from "./grammar/raw.ts";
import { readDocument } from "./grammar/read-document.ts";
import type { PolicyDocument, PolicyKind } from "./statement.ts";

type Check = (document: RawDocument, compileConditions: () => void) => void;

const checks: Readonly<Record<PolicyKind, Check>> = {
  identity: (document, compile) => checkIdentityPolicy(document, "identity", compile),
  managed: (document, compile) => checkIdentityPolicy(document, "managed", compile),
  boundary: (document, compile) => checkIdentityPolicy(document, "boundary", compile),
  session: (document, compile) => checkIdentityPolicy(document, "session", compile),
  trust: checkTrustPolicy,
  resource: checkResourcePolicy,
  scp: checkServiceControlPolicy,
  rcp: checkResourceControlPolicy,
};

/** Throws MalformedPolicyError with AWS's words, and nothing else. */
export function parsePolicy(text: string, kind: PolicyKind): PolicyDocument {
  const raw = readDocument(text, kind);
  // Without a version a policy is of the older one, in which variables are plain text [IAM User Guide, Version].
  const version = raw.version === "2012-10-17" ? "2012-10-17" : "2008-10-17";
  const options = { variables: version === "2012-10-17" };
  const conditions: Condition[][] = [];
  checks[kind](raw, () => {
    for (const statement of raw.statements) {
      conditions.push(
        statement.conditions.map(({ operator, key, values }) => compileCondition(operator, key, values, options)),
      );
    }
  });
  return {
    kind,
    version,
    ...(raw.id === undefined ? {} : { id: raw.id }),
    statements: raw.statements.map((statement, index) =>
      compileStatement(statement, index, conditions[index] ?? [], options.variables),
    ),
    text,
  };
}
