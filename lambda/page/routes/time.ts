// Time that passes at a person's wish: only where the clock is virtual.
import type { Hono } from "hono";
import type { Site } from "../site.ts";
import { isSpan, SPANS } from "../spans.ts";

export function timeRoutes(app: Hono, site: Site): void {
  const { passTime } = site;
  if (!passTime) return;
  app.post("/time", async (context) => {
    const fields = await site.fields(context);
    const span = fields?.["span"];
    if (!fields || !isSpan(span))
      return context.text("The form is not one of this page's own. Load the page again.", 403);
    await passTime(SPANS[span].ms);
    const told = site.told.keep({ tone: "good", words: `${SPANS[span].words} have passed.` });
    return context.redirect(`${pathOf(fields["back"])}?told=${told}`, 303);
  });
}

/** Of this page, and of nothing else. */
function pathOf(text = "/"): string {
  return /^\/(incidents\/[\w-]+)?$/.test(text) ? text : "/";
}
