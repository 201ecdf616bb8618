// The overview at `/`.
import type { Hono } from "hono";
import { type Filter, readFilter } from "../filter.ts";
import type { Site } from "../site.ts";
import { MOST_SHOWN, overviewPage } from "../view/overview-page.ts";

/** The most that one answer of the responder lists. */
const MOST_READ = 200;
/** Of the latest: what has ended lately, and how long their denies took. */
const LATEST = 10;

export function overviewRoutes(app: Hono, site: Site): void {
  app.get("/", async (context) => {
    const { ask } = site.responder();
    const filter = readFilter(context.req.query()); // Words are looked for in alerts too.
    const wish = wishOf(filter);
    const [{ incidents, left = 0 }, overview] = await Promise.all([
      filter.text === "" ? ask("list", wish) : ask("incidents", { ...wish, brief: true }),
      ask("overview", {}),
    ]);
    const body = overviewPage({ incidents, left, read: wish, overview, filter, now: site.now() });
    return site.show(context, { title: "Incidents", body, live: true, here: "overview" });
  });
}

/** The list of what is open comes sorted: as far as it is shown, and one more. For everything else one has to look. */
function wishOf({ show, account, text, from }: Filter): { readonly limit: number; readonly open: number } {
  const isSorted = (show === "open" || show === "person") && account === "" && text === "";
  if (!isSorted) return { limit: MOST_READ, open: MOST_READ };
  return { limit: LATEST, open: Math.min(from + MOST_SHOWN + 1, MOST_READ) };
}
