// The page: a function from a request to a response. It reads and acts through the responder, with the credentials of whoever started it.
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type Failure, failureOf, TOO_LARGE } from "./failure.ts";
import { guard } from "./guard.ts";
import { keyed } from "./key.ts";
import { apiRoutes } from "./routes/api.ts";
import { assetRoutes } from "./routes/assets.ts";
import { containRoutes } from "./routes/contain.ts";
import { incidentRoutes } from "./routes/incident.ts";
import { overviewRoutes } from "./routes/overview.ts";
import { timeRoutes } from "./routes/time.ts";
import { createSite, type PageOptions } from "./site.ts";
import { failurePage, notFoundPage } from "./view/failure-page.ts";

/** A finding has some kilobytes; Security Hub's largest event some hundred. */
const MOST_BYTES = 1_000_000;

export function createPage(options: PageOptions): Hono {
  const site = createSite(options);
  const app = new Hono();
  const tell = (context: Context, failure: Failure) => {
    const { status, what, why, todo } = failure;
    if (context.req.path.startsWith("/api/")) return context.json({ error: `${what}. ${why} ${todo}` }, status);
    return site.show(context, { title: what, body: failurePage(failure) }, status);
  };
  app.use(guard);
  if (options.key !== undefined) app.use(keyed(options.key));
  const tooLarge = (context: Context) => {
    context.header("connection", "close"); // The rest of it is not read.
    return tell(context, TOO_LARGE);
  };
  app.use(bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }));
  for (const routes of [assetRoutes, apiRoutes, overviewRoutes, incidentRoutes, containRoutes, timeRoutes])
    routes(app, site);
  app.onError((error, context) => tell(context, failureOf(error)));
  app.notFound((context) =>
    context.req.path.startsWith("/api/")
      ? context.json({ error: "There is no such page." }, 404)
      : site.show(context, { title: "Not found", body: notFoundPage("page") }, 404),
  );
  return app;
}
