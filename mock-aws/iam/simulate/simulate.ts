// The policy simulator: each action on each resource, decided by the evaluator that also decides real calls.
import type { Decision, MatchedStatement } from "../../policy/decision.ts";
import { evaluate } from "../../policy/evaluate.ts";
import type { ApplicablePolicies, PolicySourceKind } from "../../policy/policies.ts";
import type { RequestContext, RequestPrincipal } from "../../policy/request.ts";
import { page } from "../paging.ts";
import { contextOf, type SimulationInput } from "./input.ts";

export type Simulated = {
  readonly principal: RequestPrincipal;
  readonly account: string;
  readonly policies: ApplicablePolicies;
};

type Question = { readonly index: number; readonly action: string; readonly resource: string };

export function simulate(input: SimulationInput, simulated: Simulated) {
  const context = contextOf(input.ContextEntries);
  const resources = input.ResourceArns?.length ? input.ResourceArns : ["*"];
  const questions: Question[] = input.ActionNames.flatMap((action) =>
    resources.map((resource) => ({ index: 0, action, resource })),
  );
  const numbered = questions.map((question, index) => ({ ...question, index }));
  const { items, more } = page(numbered, ({ index }) => String(index).padStart(8, "0"), input);
  return { EvaluationResults: items.map((question) => answer(question, input, simulated, context)), ...more };
}

function answer({ action, resource }: Question, input: SimulationInput, simulated: Simulated, context: RequestContext) {
  const { principal, policies, account } = simulated;
  const owner = policies.resource ? ownerOf(resource, input.ResourceOwner) : undefined;
  const decision = evaluate(
    { principal, action, resource, context, ...(owner === undefined ? {} : { resourceAccount: owner }) },
    policies,
  );
  const statements = decision.statements.filter(({ sourceKind }) => sourceKind !== "scp").map(showStatement);
  const isCrossAccount = owner !== undefined && owner !== account;
  const hasResource = resource !== "*";
  const boundary = boundaryDetail(decision);
  const details = isCrossAccount ? { EvalDecisionDetails: crossAccountDetails(decision) } : {};
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: decision.decision,
    MatchedStatements: statements,
    MissingContextValues: hasResource ? [] : decision.missingContext,
    OrganizationsDecisionDetail: { AllowedByOrganizations: allows(decision, "service control policy") },
    ...boundary,
    ...(hasResource
      ? {
          EvalDecisionDetails: new Map(),
          ...details,
          ResourceSpecificResults: [
            {
              EvalResourceName: resource,
              EvalResourceDecision: decision.decision,
              MatchedStatements: statements,
              MissingContextValues: decision.missingContext,
              ...details,
              ...boundary,
            },
          ],
        }
      : {}),
  };
}

/** The account in the ARN, else who is said to own it: buckets, for one, do not name their owner. */
function ownerOf(resource: string, said: string | undefined): string | undefined {
  const account = resource.split(":")[4];
  return account === undefined || account === "" ? said?.replace(/^arn:[^:]+:iam::(\d{12}):.*$/, "$1") : account;
}

function allows({ layers }: Decision, layer: "service control policy" | "permissions boundary"): boolean {
  return (layers.get(layer) ?? "allowed") === "allowed";
}

function boundaryDetail(decision: Decision) {
  if (!decision.layers.has("permissions boundary")) return {};
  return {
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allows(decision, "permissions boundary") },
  };
}

function crossAccountDetails({ layers }: Decision): Map<string, string> {
  return new Map([
    ["IAM Policy", layers.get("identity-based policy") ?? "implicitDeny"],
    ["Resource Policy", layers.get("resource-based policy") ?? "implicitDeny"],
  ]);
}

/** "IAM Policy" is what AWS says of every policy of an identity [recorded], whatever its API reference lists. */
const SOURCE_TYPES: Partial<Record<PolicySourceKind, string>> = {
  resource: "Resource Policy",
  boundary: "Permissions Boundary Policy",
};

function showStatement({ sourceId, sourceKind, begin, end }: MatchedStatement) {
  return {
    SourcePolicyId: sourceId,
    SourcePolicyType: SOURCE_TYPES[sourceKind] ?? "IAM Policy",
    StartPosition: { Line: begin.line, Column: begin.column },
    EndPosition: { Line: end.line, Column: end.column },
  };
}
