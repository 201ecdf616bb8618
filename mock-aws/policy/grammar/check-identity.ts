// The rules for policies that hang on a principal: identity, managed, boundary and session policies.
import { MalformedPolicyError } from "../errors.ts";
import type { PolicyKind } from "../statement.ts";
import { checkActions } from "./check-actions.ts";
import { checkLegacyResources, checkResourceForm, checkResourceService } from "./check-resources.ts";
import type { RawDocument, RawStatement } from "./raw.ts";

/**
 * In the order in which AWS finds fault [texts and order recorded by moto's tests].
 * `compileConditions` throws where a condition value is not of its operator's type.
 */
export function checkIdentityPolicy(document: RawDocument, kind: PolicyKind, compileConditions: () => void): void {
  const { statements } = document;
  checkVersion(document, kind);
  for (const { effect } of statements) checkEffect(effect);
  compileConditions();
  const resources = statements.flatMap(resourcesOf);
  checkLegacyResources(resources);
  checkSids(statements);
  if (statements.some((statement) => actionsOf(statement).length === 0)) {
    throw new MalformedPolicyError("Policy statement must contain actions.");
  }
  checkResourceForm(resources);
  checkActions(statements.flatMap(actionsOf));
  if (statements.some((statement) => resourcesOf(statement).length === 0)) {
    throw new MalformedPolicyError("Policy statement must contain resources.");
  }
  checkResourceService(resources);
}

function checkSids(statements: readonly RawStatement[]): void {
  const sids = statements.map(({ sid }) => sid ?? "").filter((sid) => sid !== "");
  if (new Set(sids).size < sids.length) {
    throw new MalformedPolicyError("Statement IDs (SID) in a single policy must be unique.");
  }
  if (sids.some((sid) => !/^[0-9A-Za-z]*$/.test(sid))) {
    throw new MalformedPolicyError(
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    );
  }
}

export function actionsOf(statement: RawStatement): readonly string[] {
  return statement.action ?? statement.notAction ?? [];
}

export function resourcesOf(statement: RawStatement): readonly string[] {
  return statement.resource ?? statement.notResource ?? [];
}

/** Managed policies need the newer version; inline ones also take the older, or none. */
function checkVersion({ version, statements }: RawDocument, kind: PolicyKind): void {
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    throw new MalformedPolicyError("Syntax errors in policy.");
  }
  if (statements.some(({ principal, notPrincipal }) => principal !== undefined || notPrincipal !== undefined)) {
    throw new MalformedPolicyError("Policy document should not specify a principal.");
  }
  if (kind === "managed" && version !== "2012-10-17") {
    throw new MalformedPolicyError("Policy document must be version 2012-10-17 or greater.");
  }
}

/** "denY" gets further than "invalid" before it fails [recorded by moto's tests]. */
function checkEffect(effect: string): void {
  if (effect === "Allow" || effect === "Deny") return;
  const nearly = /^(allow|deny)$/i.test(effect);
  throw new MalformedPolicyError(nearly ? "The policy failed legacy parsing" : "Syntax errors in policy.");
}
