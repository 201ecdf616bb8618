// The rules for resource-based policies: buckets, secrets, keys, queues.
import { MalformedPolicyError } from "../errors.ts";
import { checkActions } from "./check-actions.ts";
import { actionsOf, resourcesOf } from "./check-identity.ts";
import { checkPrincipals } from "./check-principals.ts";
import type { RawDocument, RawStatement } from "./raw.ts";

/** Each service has words of its own; these are S3's where it has any [published]. */
export function checkResourcePolicy(document: RawDocument, compileConditions: () => void): void {
  const { version, statements } = document;
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    throw new MalformedPolicyError("The policy must contain a valid version string");
  }
  for (const statement of statements) checkStatement(statement);
  compileConditions();
}

function checkStatement(statement: RawStatement): void {
  const { effect, principal, notPrincipal } = statement;
  if (effect !== "Allow" && effect !== "Deny") throw new MalformedPolicyError(`Invalid effect: ${effect}`);
  const principals = principal ?? notPrincipal;
  if (principals === undefined) throw new MalformedPolicyError("Missing required field Principal");
  // "NotPrincipal must be used with Effect: Deny. Using it with Allow is not supported" [IAM User Guide].
  if (notPrincipal !== undefined && effect === "Allow") {
    throw new MalformedPolicyError("Allow with NotPrincipal is not allowed.");
  }
  checkPrincipals(principals, ["AWS", "Service", "Federated", "CanonicalUser"]);
  if (actionsOf(statement).length === 0) throw new MalformedPolicyError("Missing required field Action");
  checkActions(actionsOf(statement));
  const resources = resourcesOf(statement);
  if (resources.length === 0) throw new MalformedPolicyError("Missing required field Resource");
  for (const resource of resources) {
    if (resource === "*" || /^arn:[^:]+:[^:]+:/.test(resource)) continue;
    throw new MalformedPolicyError("Policy has invalid resource");
  }
}
