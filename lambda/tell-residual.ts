// What the intruder's calls have left, on record: after a walk, and after the deny of everything that the walk has found.
import type { Deps } from "./deps.ts";
import type { Incident } from "./incident.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Time } from "./model.ts";
import { chooseCalls } from "./residual/choose-calls.ts";
import { residualOfIncident, saysNew } from "./residual/incident-residual.ts";
import type { TraceGraph } from "./trace/graph.ts";
import type { Walk } from "./trace/walk.ts";

/**
 * Rejects where the calls could not be kept: the state of the trace must not be written then, so that the next walk brings
 * them again. Whatever else fails is tried again at the next walk, from the calls that are kept.
 */
export async function tellResidual(
  deps: Deps,
  claim: Claim,
  incident: Incident,
  { graph, calls, through }: Pick<Walk, "graph" | "calls" | "through">,
): Promise<Incident> {
  const how = new Map(graph.nodes.map((node) => [node.id, node.how]));
  const known = await deps.ledger.readCalls(incident.id);
  const chosen = chooseCalls(known, calls, how);
  const isNothing = chosen.calls.length + chosen.leftOut.length === 0;
  if (!isNothing) await deps.ledger.keepCalls(incident.id, chosen);
  try {
    const now = deps.now();
    const kept = isNothing ? known : await deps.ledger.readCalls(incident.id);
    const residual = residualOfIncident(kept, { since: beginning(graph) ?? through, how, now });
    return await deps.ledger.append(claim, new Date(now).toISOString(), (before) =>
      saysNew(residual, before.residual, now) ? [{ type: "residual", residual }] : [],
    );
  } catch (error) {
    deps.log.error(
      { err: error, incident: incident.id },
      "what the intruder left could not be told; it is tried again",
    );
    return incident;
  }
}

/** Of the credentials that alerts have named: a session calls nothing before it is issued. */
function beginning({ nodes }: TraceGraph): Time | undefined {
  return nodes.flatMap(({ how, issuedAt, since }) => (how === "alert" ? [issuedAt ?? since] : [])).sort()[0];
}
