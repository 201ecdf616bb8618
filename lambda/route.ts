// What an event asks for: an alert is answered, and everything else is served by what no alert waits for.
import { BadInputError } from "./bad-input.ts";
import type { Deps } from "./deps.ts";
import { isDrill } from "./drill-event.ts";
import type { Incident } from "./incident.ts";
import { isQuarantine } from "./intake/quarantine.ts";
import { respond } from "./respond.ts";
import { summaryOf } from "./summary.ts";
import { isTrailEvent } from "./trail-event.ts";

/** Rejects where the event should be delivered again or looked at by a person. */
export async function route(deps: Deps, event: unknown): Promise<unknown> {
  if (isAlert(event)) return summaries(await respond(deps, event));
  const { serve } = await import("./serve-event.ts");
  return serve(deps, event);
}

function isAlert(event: unknown): boolean {
  if (isDrill(event) || isRequest(event)) return false;
  return !isTrailEvent(event) || isQuarantine(event.detail);
}

function isRequest(event: unknown): boolean {
  return typeof event === "object" && event !== null && "action" in event;
}

/** An event of one alert is answered by its incident; one of several by all of them. */
function summaries(incidents: readonly Incident[]) {
  const [first] = incidents;
  if (!first) throw new BadInputError("The event names no credential: there is nothing to contain.");
  return incidents.length === 1 ? summaryOf(first) : { incidents: incidents.map(summaryOf) };
}
