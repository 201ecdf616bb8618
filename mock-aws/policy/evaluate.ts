// Decides a request: AWS's evaluation order over all policies that apply, within one account and across two.
import { actionName } from "./action.ts";
import type { Decision, MatchedStatement, PolicyLayer } from "./decision.ts";
import { explain } from "./explain.ts";
import { type LayerMatch, matchLayer, matchLevels } from "./match-layer.ts";
import type { Query } from "./match-statement.ts";
import type { ApplicablePolicies, PolicySource } from "./policies.ts";
import type { AccessRequest, RequestPrincipal } from "./request.ts";

/**
 * The layers that apply, in the order in which AWS looks at them [IAM User Guide, policy evaluation logic];
 * of several that refuse, the first is the one that is reported.
 */
type Layers = ReadonlyMap<PolicyLayer, LayerMatch>;

/** Which layer refuses, or which statements allow. */
type Verdict = { readonly refusedBy: PolicyLayer } | { readonly allowedBy: readonly MatchedStatement[] };

/** Throws UnsupportedPolicyError when a statement that could decide uses what the evaluator does not know. */
export function evaluate(request: AccessRequest, policies: ApplicablePolicies): Decision {
  const query: Query = {
    request,
    action: actionName(request.action),
    hasBoundary: policies.boundary !== undefined,
    missing: new Set(),
  };
  const layers = matchLayers(query, policies);
  const outcomes = new Map([...layers].map(([layer, match]) => [layer, match.outcome]));
  const facts = { missingContext: [...query.missing], layers: outcomes };
  const denier = [...layers].find(([, match]) => match.outcome === "explicitDeny");
  if (denier !== undefined) {
    const [by, { denies }] = denier;
    const explanation = explain(request, outcomes, { decision: "explicitDeny", by, statements: denies });
    return { decision: "explicitDeny", by, statements: denies, ...facts, explain: explanation };
  }
  const verdict = weigh(request, policies, layers);
  if ("refusedBy" in verdict) {
    const by = verdict.refusedBy;
    const explanation = explain(request, outcomes, { decision: "implicitDeny", by, statements: [] });
    return { decision: "implicitDeny", by, statements: [], ...facts, explain: explanation };
  }
  const statements = verdict.allowedBy;
  const explanation = explain(request, outcomes, { decision: "allowed", statements });
  return { decision: "allowed", statements, ...facts, explain: explanation };
}

function matchLayers(query: Query, policies: ApplicablePolicies): Layers {
  const layers = new Map<PolicyLayer, LayerMatch>();
  const { identity, boundary, session, resource, scps, rcps } = policies;
  if (rcps !== undefined && rcps.length > 0) layers.set("resource control policy", matchLevels(rcps, query));
  if (scps !== undefined && scps.length > 0) layers.set("service control policy", matchLevels(scps, query));
  if (resource !== undefined) layers.set(resourceLayer(resource), matchLayer([resource], query));
  layers.set("identity-based policy", matchLayer(identity, query));
  if (boundary !== undefined) layers.set("permissions boundary", matchLayer([boundary], query));
  // "If you do not pass a policy, the federated user has no permissions" of the user's [STS, GetFederationToken].
  const federated = query.request.principal.type === "federated-user";
  const sessions = session ?? (federated ? [] : undefined);
  if (sessions !== undefined) layers.set("session policy", matchLayer(sessions, query));
  return layers;
}

/** No layer denies explicitly: is there an allow wherever one is needed? */
function weigh(request: AccessRequest, policies: ApplicablePolicies, layers: Layers): Verdict {
  for (const layer of ["resource control policy", "service control policy"] as const) {
    if (layers.get(layer)?.outcome === "implicitDeny") return { refusedBy: layer };
  }
  const { principal, resourceAccount } = request;
  if (!("account" in principal)) return weighResourceAlone(policies, layers);
  if (resourceAccount !== undefined && resourceAccount !== principal.account) {
    return weighAcrossAccounts(principal, policies, layers);
  }
  return weighInOneAccount(principal, policies, layers);
}

/** Services, federated identities and anonymous callers have no policies of their own. */
function weighResourceAlone(policies: ApplicablePolicies, layers: Layers): Verdict {
  const layer = resourceLayer(policies.resource);
  const match = layers.get(layer);
  return match?.outcome === "allowed" ? { allowedBy: match.allows } : { refusedBy: layer };
}

/** "The requester's account and the resource's account must both allow" [IAM User Guide, cross-account evaluation]. */
function weighAcrossAccounts(principal: RequestPrincipal, policies: ApplicablePolicies, layers: Layers): Verdict {
  const own = weighOwnPolicies(principal, layers);
  if ("refusedBy" in own) return own;
  const resource = weighResourceAlone(policies, layers);
  if ("refusedBy" in resource) return resource;
  return { allowedBy: [...own.allowedBy, ...resource.allowedBy] };
}

/**
 * A grant to the user or session itself needs nothing else; one to the role behind a session is limited by boundary
 * and session policies; one to the account leaves it to the caller's own policies [IAM User Guide, evaluation logic].
 */
function weighInOneAccount(principal: RequestPrincipal, policies: ApplicablePolicies, layers: Layers): Verdict {
  const layer = resourceLayer(policies.resource);
  const match = layers.get(layer);
  if (match?.grant === "direct") return { allowedBy: match.allows };
  if (match?.grant === "limited") return weighLimits(layers) ?? { allowedBy: match.allows };
  const mustGrant = layer === "role trust policy" || policies.resourcePolicyRequired === true;
  if (mustGrant && match?.grant === undefined) return { refusedBy: layer };
  const own = weighOwnPolicies(principal, layers);
  return "refusedBy" in own ? own : { allowedBy: [...own.allowedBy, ...(match?.allows ?? [])] };
}

function weighOwnPolicies(principal: RequestPrincipal, layers: Layers): Verdict {
  const identity = layers.get("identity-based policy");
  const allowed = identity?.outcome === "allowed" || isRoot(principal);
  if (!allowed) return { refusedBy: "identity-based policy" };
  return weighLimits(layers) ?? { allowedBy: identity?.allows ?? [] };
}

function weighLimits(layers: Layers): Verdict | undefined {
  for (const layer of ["permissions boundary", "session policy"] as const) {
    if (layers.get(layer)?.outcome === "implicitDeny") return { refusedBy: layer };
  }
  return undefined;
}

/** "The AWS account root user … has full access" [same page]; so has the user behind a token root asked for. */
function isRoot(principal: RequestPrincipal): boolean {
  return principal.type === "root" || (principal.type === "federated-user" && principal.userArn.endsWith(":root"));
}

function resourceLayer(resource: PolicySource | undefined): PolicyLayer {
  return resource?.document.kind === "trust" ? "role trust policy" : "resource-based policy";
}
