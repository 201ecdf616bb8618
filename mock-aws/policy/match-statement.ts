// Whether one statement applies to a request, and how directly its Principal names the caller.
import { type ActionName, matchActions } from "./action.ts";
import { holds } from "./condition-holds.ts";
import { UnsupportedPolicyError } from "./errors.ts";
import type { PolicySource } from "./policies.ts";
import { type Grant, grantTo, sparedBy } from "./principal.ts";
import type { AccessRequest } from "./request.ts";
import { matchResources, resourceVariables } from "./resource.ts";
import type { Statement } from "./statement.ts";
import { type Unresolved, weightier } from "./unresolved.ts";

/** One request while it is being decided. */
export type Query = {
  readonly request: AccessRequest;
  readonly action: ActionName;
  readonly hasBoundary: boolean;
  /** Collects the keys that statements asked for in vain. */
  readonly missing: Set<string>;
};

/** Undefined when the statement does not apply. Statements without a Principal hang on the caller: `direct`. */
export function matchStatement(statement: Statement, source: PolicySource, query: Query): Grant | undefined {
  if (matchActions(statement.action.set, query.action) === statement.action.not) return undefined;
  const resource = resourceApplies(statement, query);
  if (resource === false) return undefined;
  const principal = principalApplies(statement, query);
  if (principal === undefined) return undefined;
  const conditions = conditionsHold(statement, query);
  if (conditions === false) return undefined;
  // Nothing rules the statement out: now what is not known about it matters.
  for (const outcome of [resource, principal, conditions]) {
    if (typeof outcome === "object") throw unsupported(outcome, statement, source);
  }
  return typeof principal === "object" ? undefined : principal;
}

function resourceApplies({ resource }: Statement, { request, missing }: Query): boolean | Unresolved {
  if (resource === undefined) return true;
  const outcome = matchResources(resource.set, request.resource, request.context);
  if (typeof outcome === "boolean") return outcome !== resource.not;
  for (const { key, name } of resourceVariables(resource.set)) if (!request.context.has(key)) missing.add(name);
  // A Resource that cannot be filled in matches nothing; what a NotResource then spares is not documented.
  return outcome.matchesNothing && !resource.not ? false : outcome;
}

function principalApplies({ principal }: Statement, query: Query): Grant | Unresolved | undefined {
  if (principal === undefined) return "direct";
  const { set, not } = principal;
  const caller = query.request.principal;
  const grant = grantTo(set, caller);
  if (!not && grant !== undefined) return grant;
  if (set.canonicalUsers.length > 0) return unknownThing("principals of type CanonicalUser are not known");
  if (!not) return undefined;
  // "The NotPrincipal element with a Deny effect will always deny any IAM principal that has a permissions boundary
  // policy attached, regardless of the values specified" [IAM User Guide, NotPrincipal element].
  const spared = !query.hasBoundary && sparedBy(set, caller);
  if (spared === "unclear") {
    return unknownThing("NotPrincipal names the caller without its account, or a session without its role");
  }
  return spared ? undefined : "direct";
}

function conditionsHold(statement: Statement, { request, missing }: Query): boolean | Unresolved {
  const { context } = request;
  const unknown = statement.unknownKeys.find((name) => !context.has(name.toLowerCase()));
  if (unknown !== undefined) return unknownThing(`condition key ${unknown} is not known`);
  for (const { key, name } of statement.conditions) if (!context.has(key)) missing.add(name);
  let unresolved: Unresolved | undefined;
  for (const condition of statement.conditions) {
    const outcome = holds(condition, context);
    if (outcome === false) return false;
    if (outcome !== true) unresolved = weightier(unresolved, outcome);
  }
  return unresolved ?? true;
}

function unknownThing(unresolved: string): Unresolved {
  return { unresolved, matchesNothing: false };
}

function unsupported({ unresolved }: Unresolved, { sid, index }: Statement, source: PolicySource): Error {
  const statement = `statement ${index + 1}${sid === undefined ? "" : ` (${sid})`}`;
  return new UnsupportedPolicyError(unresolved, source.id, statement);
}
