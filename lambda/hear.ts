// A call that EventBridge brings from the trail: handed to the open incidents that it belongs to, seconds after it happened.
//
// Nothing depends on it: what is not heard is read from the trail, or seen by the heartbeat, some minutes later.
import type { Deps } from "./deps.ts";
import { isOwnCall } from "./own-call.ts";
import { reconcile } from "./reconcile.ts";
import { settleSome } from "./settle-some.ts";
import type { RecordedCall } from "./trace/graph.ts";
import { readHeardCall } from "./trace/heard.ts";
import { openedBy } from "./trace/opens/index.ts";
import type { TrailEvent } from "./trail-event.ts";
import { thingsNamedBy, thingsOfCall } from "./watched-things.ts";

const AT_ONCE = 8;

/** Who has signed it may turn out to be of an incident only later: what they opened is known at once then. */
async function remember({ config, ledger }: Deps, call: RecordedCall): Promise<void> {
  if (config.rememberOpened === "always" || (await ledger.hasOpen())) await ledger.keepStray(call);
}

/** The ids of the incidents that were looked after. One that could not be is left to the heartbeat: no dead letter is made of it. */
export async function hear(deps: Deps, { detail }: TrailEvent): Promise<readonly string[]> {
  const call = readHeardCall(detail);
  if (!call || call.errorCode !== undefined || isOwnCall(call, deps.config)) return [];
  const claims = await deps.ledger.watching(thingsOfCall(call));
  if (openedBy(call).length > 0) await remember(deps, call);
  const results = await settleSome(AT_ONCE, claims, async (claim) => {
    const { incidentId } = claim;
    deps.log.info({ incident: incidentId, call: `${call.source}:${call.name}`, event: call.eventId }, "heard");
    await deps.ledger.watch(claim, thingsNamedBy(call)); // What is done under the new name may come at any moment.
    const isKept = await deps.ledger.keepHeard(incidentId, call);
    if (!isKept) deps.log.warn({ incident: incidentId, event: call.eventId }, "too long to be kept; the trail has it");
    await reconcile(deps, claim);
  });
  return claims.flatMap(({ incidentId }, index) => {
    const result = results[index];
    if (result?.status === "fulfilled") return [incidentId];
    deps.log.error({ err: result?.reason, incident: incidentId }, "what was heard could not be answered at once");
    return [];
  });
}
