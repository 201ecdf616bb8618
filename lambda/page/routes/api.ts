// The record for programs, as JSON.
import type { Hono } from "hono";
import { readAll, readWhole } from "../../../client/read-whole.ts";
import type { Site } from "../site.ts";

const LARGEST_LIST = 100;

export function apiRoutes(app: Hono, { responder }: Site): void {
  app.get("/api/incidents", async (context) => context.json(await readAll(responder().ask, LARGEST_LIST)));
  app.get("/api/incidents/:id", async (context) => {
    const incident = await readWhole(responder().ask, context.req.param("id"));
    return incident ? context.json(incident) : context.json({ error: "There is no such incident." }, 404);
  });
}
