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
    const [{ incidents }, overview] = await Promise.all([
      ask("incidents", { brief: true, limit: MOST_READ }),
      ask("overview", {}),
    ]);
    const filter = readFilter(context.req.query());
    const isCut = incidents.length >= MOST_READ;
    const body = overviewPage({ incidents, overview, filter, isCut, now: site.now() });
    return site.show(context, { title: "Incidents", body, live: true, here: "overview" });
  });
}
