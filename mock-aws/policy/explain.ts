// Tells a decision in sentences, for people who wonder why.
import type { LayerOutcome, MatchedStatement, PolicyLayer } from "./decision.ts";
import type { AccessRequest } from "./request.ts";

type Outcome =
  | { readonly decision: "allowed"; readonly statements: readonly MatchedStatement[] }
  | {
      readonly decision: "explicitDeny" | "implicitDeny";
      readonly by: PolicyLayer;
      readonly statements: readonly MatchedStatement[];
    };

const SAID: Readonly<Record<LayerOutcome, string>> = {
  allowed: "allows",
  explicitDeny: "denies explicitly",
  implicitDeny: "does not allow",
};

export function explain(
  request: AccessRequest,
  layers: ReadonlyMap<PolicyLayer, LayerOutcome>,
  outcome: Outcome,
): string[] {
  const lines: string[] = [];
  for (const [layer, said] of layers) lines.push(`${layer}: ${SAID[said]} ${request.action} on ${request.resource}`);
  for (const { effect, sourceId, index, sid } of outcome.statements) {
    lines.push(`${effect} by policy "${sourceId}", statement ${index + 1}${sid === undefined ? "" : ` (${sid})`}`);
  }
  lines.push(outcome.decision === "allowed" ? "allowed" : `${outcome.decision} by the ${outcome.by}`);
  return lines;
}
