// The overview at `/`.
import type { Hono } from "hono";
import { readFilter } from "../filter.ts";
import type { Site } from "../site.ts";
import { overviewPage } from "../view/overview-page.ts";

/** The most that one answer of the responder lists. */
const MOST_READ = 200;

export function overviewRoutes(app: Hono, site: Site): void {
  app.get("/", async (context) => {
    const { ask } = site.responder();
    const filter = readFilter(context.req.query()); // Words are looked for in alerts too.
    const [{ incidents }, overview] = await Promise.all([
      ask("incidents", { limit: MOST_READ, ...(filter.text === "" ? { heads: true } : { brief: true }) }),
      ask("overview", {}),
    ]);
    const isCut = incidents.length >= MOST_READ;
    const body = overviewPage({ incidents, overview, filter, isCut, now: site.now() });
    return site.show(context, { title: "Incidents", body, live: true, here: "overview" });
  });
}
