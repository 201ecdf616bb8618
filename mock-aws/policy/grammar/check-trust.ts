// The rules for role trust policies: who may assume the role, and nothing about resources.
import { MalformedPolicyError } from "../errors.ts";
import { checkActions, checkTrustActions } from "./check-actions.ts";
import { actionsOf } from "./check-identity.ts";
import { checkPrincipals } from "./check-principals.ts";
import type { RawDocument, RawStatement } from "./raw.ts";

/** Texts [published]. */
export function checkTrustPolicy(document: RawDocument, compileConditions: () => void): void {
  const { version, statements } = document;
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    throw new MalformedPolicyError("The policy must contain a valid version string");
  }
  for (const statement of statements) checkTrustStatement(statement);
  const sids = statements.map(({ sid }) => sid ?? "").filter((sid) => sid !== "");
  if (new Set(sids).size < sids.length) {
    throw new MalformedPolicyError("The Statement Ids in the policy are not unique");
  }
  compileConditions();
}

function checkTrustStatement(statement: RawStatement): void {
  if (statement.effect !== "Allow" && statement.effect !== "Deny") {
    throw new MalformedPolicyError(`Invalid effect: ${statement.effect}`);
  }
  // "You cannot use the NotPrincipal element … in an IAM role trust policy" [IAM User Guide].
  if (statement.notPrincipal !== undefined) {
    throw new MalformedPolicyError("AssumeRole policy must not contain NotPrincipal field.");
  }
  if (statement.principal === undefined) throw new MalformedPolicyError("Missing required field Principal");
  checkPrincipals(statement.principal, ["AWS", "Service", "Federated"]);
  const actions = actionsOf(statement);
  if (actions.length === 0) throw new MalformedPolicyError("Missing required field Action");
  checkTrustActions(actions);
  checkActions(actions);
  if (statement.resource !== undefined) throw new MalformedPolicyError("Has prohibited field Resource");
  if (statement.notResource !== undefined) {
    throw new MalformedPolicyError("AssumeRole policy must not contain resources.");
  }
}
