// One incident: its page, the questions before it is answered or lifted, what they do, and its report.
import type { Context, Hono } from "hono";
import { readShown, readWhole } from "../../../client/read-whole.ts";
import type { Looked, Presented } from "../../answers.ts";
import { timelineRows } from "../../drawing/timeline-rows.ts";
import { answer, type Outcome, verify } from "../act.ts";
import { REPORTS } from "../report-formats.ts";
import type { Site } from "../site.ts";
import { actions } from "../view/actions.ts";
import { ASKINGS, type AskProps, askPage } from "../view/ask-page.ts";
import { notFoundPage } from "../view/failure-page.ts";
import { titleOf } from "../view/incident-list.ts";
import { incidentPage } from "../view/incident-page.ts";

export function incidentRoutes(app: Hono, site: Site): void {
  app.get("/incidents/:id", async (context) => {
    const { incident, ...size } = await look(site, context);
    if (!incident) return notFound(site, context);
    const now = site.now();
    const rows = timelineRows(incident);
    const pictures = (await site.pictures?.(incident, now, rows)) ?? { timeline: "", graph: "" };
    const buttons = actions({ incident, token: site.token, hasReport: site.report !== undefined });
    const body = incidentPage({ incident, size, now, rows, pictures, actions: buttons });
    return site.show(context, { title: titleOf(incident), body, live: true });
  });
  app.get("/incidents/:id/report", (context) => reportOf(site, context));
  app.post("/incidents/:id/verify", async (context) => {
    if (!(await site.fields(context))) return notOurs(context);
    const id = idOf(context);
    return afterwards(site, context, id, await verify(site.responder(), id));
  });
  for (const asking of ASKINGS) askRoutes(app, site, asking);
}

function askRoutes(app: Hono, site: Site, asking: AskProps["asking"]): void {
  const path = `/incidents/:id/${asking}`;
  app.get(path, async (context) => {
    const incident = await read(site, context);
    return incident ? ask(site, context, { asking, incident }) : notFound(site, context);
  });
  app.post(path, async (context) => {
    const fields = await site.fields(context);
    if (!fields) return notOurs(context);
    const incident = await read(site, context);
    if (!incident) return notFound(site, context);
    const reason = (fields["reason"] ?? "").trim();
    if (fields["confirm"] !== "yes") return ask(site, context, { asking, incident, reason, problem: CONFIRM });
    if (reason === "" && asking !== "approve") return ask(site, context, { asking, incident, problem: REASON });
    const { id } = incident;
    const falseAlarm = fields["falseAlarm"] === "yes";
    const outcome = await answer(site.responder(), { id, asking, reason, falseAlarm });
    if (outcome.refused === undefined) return afterwards(site, context, id, outcome);
    return ask(site, context, { asking, incident, reason, problem: outcome.refused });
  });
}

const CONFIRM = "Nothing was done: tick the confirmation above the button.";
const REASON = "Nothing was done: give a reason, it goes on record.";

type Question = Omit<AskProps, "token">;

function ask(site: Site, context: Context, question: Question) {
  const title = `${question.asking} ${titleOf(question.incident)}`;
  const body = askPage({ ...question, token: site.token });
  return site.show(context, { title, body }, question.problem === undefined ? 200 : 409);
}

/** The address of the page that tells what came of it: loading it again asks for nothing. */
function afterwards(site: Site, context: Context, id: string, { incident = id, told }: Outcome): Response {
  return context.redirect(`/incidents/${encodeURIComponent(incident)}?told=${site.told.keep(told)}`, 303);
}

async function reportOf(site: Site, context: Context): Promise<Response> {
  const form = REPORTS.find(({ format }) => format === context.req.query("format"));
  const incident = form && site.report && (await read(site, context));
  if (!form || !site.report || !incident) return notFound(site, context);
  const verified = await site.responder().ask("verify-ledger", { id: incident.id });
  const text = await site.report({ incident, verified, now: site.now() }, form.format);
  return context.body(text, 200, {
    "content-type": form.type,
    "content-security-policy": REPORT_POLICY,
    "content-disposition": `inline; filename="incident-${incident.id.replace(/[^\w.-]/g, "")}.${form.format}"`,
  });
}

/** A report brings its own style and nothing that runs: it is shut off from the page that it lies beside. */
const REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox";

function read({ responder }: Site, context: Context): Promise<Presented | null> {
  return readWhole(responder().ask, idOf(context));
}

/** Older entries are a page of their own: `?before=NUMBER`. */
function look({ responder }: Site, context: Context): Promise<Looked> {
  const before = context.req.query("before") ?? "";
  return readShown(responder().ask, idOf(context), /^[1-9]\d{0,5}$/.test(before) ? Number(before) : undefined);
}

function idOf(context: Context): string {
  return (context.req.param("id") ?? "").slice(0, LONGEST_ID);
}

const LONGEST_ID = 200;

function notFound(site: Site, context: Context) {
  return site.show(context, { title: "Not found", body: notFoundPage("incident") }, 404);
}

function notOurs(context: Context) {
  return context.json(
    { error: "The form is not of this page, or of an earlier start of it: load the page again." },
    403,
  );
}
