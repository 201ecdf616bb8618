// The stylesheet and the script, which nothing of an incident is in.
import type { Hono } from "hono";
import { LIVE_SCRIPT } from "../live-script.ts";
import { STYLE } from "../style.ts";

export function assetRoutes(app: Hono): void {
  app.get("/page.css", (context) => context.body(STYLE, 200, { "content-type": "text/css; charset=utf-8" }));
  app.get("/live.js", (context) =>
    context.body(LIVE_SCRIPT, 200, { "content-type": "text/javascript; charset=utf-8" }),
  );
}
