// What is no alert: a drill is tried, a call from the trail heard, the heartbeat reconciles, a request of people is served.
import type { Action, Answers, Refused, Summary } from "./answers.ts";
import { answerApproval } from "./approval.ts";
import { checkOnRequest } from "./check.ts";
import type { Deps } from "./deps.ts";
import { drill } from "./drill.ts";
import { isDrill } from "./drill-event.ts";
import { hear } from "./hear.ts";
import type { Incident } from "./incident.ts";
import { liftOnRequest } from "./lift.ts";
import { listIncidents } from "./list-incidents.ts";
import { lookAt } from "./look-at.ts";
import { readOverview } from "./overview.ts";
import { readIncident, readIncidents } from "./read-incidents.ts";
import { reconcileDue } from "./reconcile-due.ts";
import { type Request, readRequest } from "./request.ts";
import { containOnRequest, planOnRequest, verifyLedger, verifyOnRequest } from "./serve.ts";
import { summaryOf } from "./summary.ts";
import { tellPeople } from "./tell-people.ts";
import { isTrailEvent } from "./trail-event.ts";

/** Rejects where the event should be delivered again or looked at by a person. */
export async function serve(deps: Deps, event: unknown): Promise<unknown> {
  if (isDrill(event)) return drill(deps, event);
  if (isTrailEvent(event)) return { incidents: await hear(deps, event) };
  return serveRequest(deps, readRequest(event));
}

async function serveRequest(deps: Deps, wish: Request): Promise<Answers[Action] | Beaten> {
  switch (wish.action) {
    case "reconcile":
      return beat(deps);
    case "check":
      return checkOnRequest(deps);
    case "plan":
      return planOnRequest(deps, wish);
    case "contain":
      return told(deps, await containOnRequest(deps, wish));
    case "approve":
    case "reject":
      return told(deps, await answerApproval(deps, wish));
    case "lift":
      return told(deps, await liftOnRequest(deps, wish));
    case "verify":
      return told(deps, await verifyOnRequest(deps, wish.id));
    case "verify-ledger":
      return verifyLedger(deps, wish.id);
    case "overview":
      return readOverview(deps);
    case "incidents":
      return readIncidents(deps, wish);
    case "list":
      return listIncidents(deps, wish);
    case "incident":
      return readIncident(deps, wish);
    case "look":
      return lookAt(deps, wish);
  }
}

type Beaten = { readonly failed: readonly string[] | "all" };

/** A beat that fails is made up for by the next: no dead letter is made of it. */
async function beat(deps: Deps): Promise<Beaten> {
  try {
    return { failed: await reconcileDue(deps) };
  } catch (error) {
    deps.log.error({ err: error }, "the heartbeat could not read what is due");
    return { failed: "all" };
  }
}

async function told(deps: Deps, result: Incident | Refused): Promise<Summary | Refused> {
  if ("refused" in result) return result;
  await tellPeople(deps, result);
  return summaryOf(result);
}
