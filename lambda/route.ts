// What an event asks for: an alert is answered, a drill tried, the heartbeat reconciles, a request is served.
import { answerApproval } from "./approval.ts";
import { BadInputError } from "./bad-input.ts";
import type { Deps } from "./deps.ts";
import { drill } from "./drill.ts";
import { isDrill } from "./drill-event.ts";
import { hear, isTrailEvent } from "./hear.ts";
import type { Incident } from "./incident.ts";
import { isQuarantine } from "./intake/quarantine.ts";
import { liftOnRequest } from "./lift.ts";
import { present } from "./page/present.ts";
import { reconcileDue } from "./reconcile.ts";
import { type Request, readRequest } from "./request.ts";
import { respond } from "./respond.ts";
import { containOnRequest, planOnRequest, verifyLedger, verifyOnRequest } from "./serve.ts";

/** Rejects where the event should be delivered again or looked at by a person. */
export async function route(deps: Deps, event: unknown): Promise<unknown> {
  if (isDrill(event)) return drill(deps, event);
  if (isTrailEvent(event) && !isQuarantine(event.detail)) return { incidents: await hear(deps, event) };
  if (!isRequest(event)) return summaries(await respond(deps, event));
  return serve(deps, readRequest(event));
}

async function serve(deps: Deps, wish: Request): Promise<unknown> {
  switch (wish.action) {
    case "reconcile":
      return beat(deps);
    case "plan":
      return planOnRequest(deps, wish);
    case "contain":
      return containOnRequest(deps, wish).then(told);
    case "approve":
    case "reject":
      return answerApproval(deps, wish).then(told);
    case "lift":
      return liftOnRequest(deps, wish).then(told);
    case "verify":
      return verifyOnRequest(deps, wish.id).then(told);
    case "verify-ledger":
      return verifyLedger(deps, wish.id);
    case "incidents":
      return { incidents: (await readMany(deps, wish.limit)).map((incident) => present(incident)) };
    case "incident":
      return { incident: await readOne(deps, wish.id) };
  }
}

/** A beat that fails is made up for by the next: no dead letter is made of it. */
async function beat(deps: Deps): Promise<unknown> {
  try {
    return { failed: await reconcileDue(deps) };
  } catch (error) {
    deps.log.error({ err: error }, "the heartbeat could not read what is due");
    return { failed: "all" };
  }
}

async function readOne(deps: Deps, id: string) {
  const [incident, trace] = await Promise.all([deps.ledger.read(id), deps.ledger.readTrace(id)]);
  return incident ? present(incident, trace) : null;
}

function readMany(deps: Deps, limit: number): Promise<readonly Incident[]> {
  return deps.ledger
    .list(limit)
    .then((heads) => Promise.all(heads.map(async (head) => (await deps.ledger.read(head.id)) ?? head)));
}

function isRequest(event: unknown): event is { readonly action: unknown } {
  return typeof event === "object" && event !== null && "action" in event;
}

function told(result: Incident | { readonly refused: string }) {
  return "refused" in result ? result : summary(result);
}

/** An event of one alert is answered by its incident; one of several by all of them. */
function summaries(incidents: readonly Incident[]) {
  const [first] = incidents;
  if (!first) throw new BadInputError("The event names no credential: there is nothing to contain.");
  return incidents.length === 1 ? summary(first) : { incidents: incidents.map(summary) };
}

function summary({ id, status, proof, cutoff, because }: Incident) {
  return { incident: id, status, proof, cutoff, because };
}
