// What the evaluator answers: the decision, which kind of policy refused, and the statements that made it.
import type { PolicySourceKind } from "./policies.ts";
import type { Position } from "./statement.ts";

/** The kinds of policy that can refuse, in AWS's words. */
export type PolicyLayer =
  | "service control policy"
  | "resource control policy"
  | "resource-based policy"
  | "role trust policy"
  | "identity-based policy"
  | "permissions boundary"
  | "session policy";

export type MatchedStatement = {
  readonly sourceId: string;
  readonly sourceKind: PolicySourceKind;
  readonly effect: "Allow" | "Deny";
  readonly sid?: string;
  /** 0 for the first statement of the document. */
  readonly index: number;
  readonly begin: Position;
  readonly end: Position;
};

export type LayerOutcome = "allowed" | "explicitDeny" | "implicitDeny";

type DecisionFacts = {
  /** The deny statements of an explicit deny, else the statements that allow; none for an implicit deny. */
  readonly statements: readonly MatchedStatement[];
  /** Keys, as the policies write them, that statements asked for and the request did not have. */
  readonly missingContext: readonly string[];
  /** What each kind of policy that applies said by itself. */
  readonly layers: ReadonlyMap<PolicyLayer, LayerOutcome>;
  /** The way to the decision, a sentence a step. */
  readonly explain: readonly string[];
};

export type Decision =
  | ({ readonly decision: "allowed" } & DecisionFacts)
  | ({ readonly decision: "explicitDeny" | "implicitDeny"; readonly by: PolicyLayer } & DecisionFacts);
