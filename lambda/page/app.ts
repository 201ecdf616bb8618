// The page: a function from a request to a response. So far it tells programs where every incident stands.
import { Hono } from "hono";
import type { Ledger } from "../ledger/ledger.ts";
import { present } from "./present.ts";

const LARGEST_LIST = 100;

/** Answers only to this machine's own names, so that no other site's page can reach it under a name of its own. */
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

export function createPage(ledger: () => Ledger): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (!LOCAL_HOST.test(context.req.header("host") ?? ""))
      return context.json({ error: "This page is served under 127.0.0.1 only." }, 403);
    await next();
    context.header("content-security-policy", "default-src 'none'");
    context.header("x-content-type-options", "nosniff");
    return undefined;
  });
  app.get("/", (context) => context.json({ incidents: "/api/incidents", incident: "/api/incidents/:id" }));
  app.get("/api/incidents", async (context) => {
    const heads = await ledger().list(LARGEST_LIST);
    const incidents = await Promise.all(heads.map(async (head) => (await ledger().read(head.id)) ?? head));
    return context.json(incidents.map((incident) => present(incident)));
  });
  app.get("/api/incidents/:id", async (context) => {
    const id = context.req.param("id");
    const [incident, trace] = await Promise.all([ledger().read(id), ledger().readTrace(id)]);
    return incident
      ? context.json(present(incident, trace))
      : context.json({ error: "There is no such incident." }, 404);
  });
  app.notFound((context) => context.json({ error: "There is no such page." }, 404));
  return app;
}
