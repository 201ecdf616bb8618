// What an event asks for: an alert is answered, the heartbeat reconciles, a request is served.
import { z } from "zod";
import { BadInputError } from "./bad-input.ts";
import type { Deps } from "./deps.ts";
import { HEARTBEAT } from "./heartbeat.ts";
import { liftOnRequest } from "./lift.ts";
import type { Incident } from "./model.ts";
import { present } from "./page/present.ts";
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
      return beat(deps);
    case "incidents":
      return { incidents: (await readMany(deps, wish.limit)).map(present) };
    case "incident":
      return { incident: await readOne(deps, wish.id) };
    case "lift": {
      const result = await liftOnRequest(deps, wish.id, wish.reason);
      return "refused" in result ? result : summary(result);
    }
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
  const incident = await deps.ledger.read(id);
  return incident ? present(incident) : null;
}

function readMany(deps: Deps, limit: number): Promise<readonly Incident[]> {
  return deps.ledger
    .list(limit)
    .then((heads) => Promise.all(heads.map(async (head) => (await deps.ledger.read(head.id)) ?? head)));
}

function isRequest(event: unknown): event is { readonly action: unknown } {
  return typeof event === "object" && event !== null && "action" in event;
}

function summary({ id, status, proof, cutoff, because }: Incident) {
  return { incident: id, status, proof, cutoff, because };
}
