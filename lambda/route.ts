// What an event asks for: an alert is answered, the heartbeat reconciles, a request is served.
import { z } from "zod";
import { BadInputError } from "./bad-input.ts";
import type { Deps } from "./deps.ts";
import { HEARTBEAT } from "./heartbeat.ts";
import { liftOnRequest } from "./lift.ts";
import type { Incident } from "./model.ts";
import { reconcileDue } from "./reconcile.ts";
import { respond } from "./respond.ts";

const request = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal(HEARTBEAT.action) }),
  z.strictObject({ action: z.literal("incidents"), limit: z.int().min(1).max(200).default(50) }),
  z.strictObject({ action: z.literal("incident"), id: z.string().min(1) }),
  z.strictObject({ action: z.literal("lift"), id: z.string().min(1), reason: z.string().min(1).max(1000) }),
]);

/** Rejects where the event should be delivered again or looked at by a person. */
export async function route(deps: Deps, event: unknown): Promise<unknown> {
  if (!isRequest(event)) return summary(await respond(deps, event));
  const parsed = request.safeParse(event);
  if (!parsed.success) throw new BadInputError(`The request cannot be read: ${z.prettifyError(parsed.error)}`);
  const wish = parsed.data;
  switch (wish.action) {
    case HEARTBEAT.action:
      return { failed: await reconcileDue(deps) };
    case "incidents":
      return { incidents: await deps.ledger.list(wish.limit) };
    case "incident":
      return { incident: (await deps.ledger.read(wish.id)) ?? null };
    case "lift": {
      const result = await liftOnRequest(deps, wish.id, wish.reason);
      return "refused" in result ? result : summary(result);
    }
  }
}

function isRequest(event: unknown): event is { readonly action: unknown } {
  return typeof event === "object" && event !== null && "action" in event;
}

function summary({ id, status, proof, cutoff, because }: Incident) {
  return { incident: id, status, proof, cutoff, because };
}
