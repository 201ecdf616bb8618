// The custom widget of CloudWatch's dashboard: the open incidents as HTML, the most urgent first.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard_about.html
import { html } from "hono/html";
import { openQuestions } from "../asking-alerts.ts";
import type { Incident } from "../incident.ts";
import type { Claim, Ledger } from "../ledger/ledger.ts";
import type { Alert } from "../model.ts";
import { settleSome } from "../settle-some.ts";

/** Nothing more is asked of the ledger. */
export type Readable = Pick<Ledger, "due" | "read">;

/** Of a storm the most urgent are wanted, and a widget has some seconds. */
const MOST_READ = 500;
const MOST_SHOWN = 50;
const AT_ONCE = 16;

/** What CloudWatch shows where somebody asks for the widget's documentation. */
const ABOUT = `## Open incidents

The open incidents of the credential leak responder, the most urgent first: leaking, asking a person, failed, unproven, then the rest. It reads the ledger and takes no parameters. What to do about each is in \`docs/runbook.md\`.

\`\`\`yaml
{}
\`\`\``;

/** `now`: milliseconds since 1970. Everything that is shown may be an attacker's words: the template escapes it. */
export async function incidentsWidget(ledger: Readable, event: unknown, now: number): Promise<string> {
  if (Object(event).describe === true) return ABOUT;
  try {
    const claims = await ledger.due(END_OF_TIME);
    const read = await settleSome(AT_ONCE, claims.slice(0, MOST_READ), (claim) => ledger.read(claim.incidentId));
    const rows = claims.slice(0, MOST_READ).map((claim, index) => rowOf(claim, read[index], now));
    return String(await table(rows, claims.length));
  } catch (error) {
    const name = error instanceof Error ? error.name : "an error";
    return String(
      await html`<p><b>The ledger cannot be read</b> (${name}). Incidents may be open all the same. See <i>ledger-unavailable</i> in docs/runbook.md, and the log of this widget's function.</p>`,
    );
  }
}

/** Everything that is open is due by then. */
const END_OF_TIME = "9999-12-31T23:59:59.999Z";

type Row = { readonly urgency: number; readonly openedAt: string; readonly cells: readonly string[] };

function rowOf(claim: Claim, read: PromiseSettledResult<Incident | undefined> | undefined, now: number): Row {
  const { incidentId, openedAt, openingAlert } = claim;
  const [age, who] = [since(openedAt, now), whoOf(openingAlert)];
  if (read?.status === "fulfilled" && read.value) {
    const { status, proof, account, because, steps } = read.value;
    const states = statesOf(read.value);
    const state = [...new Set<string>([...states, status, ...(steps.length > 0 ? [proof] : [])])];
    return {
      urgency: urgencyOf(states),
      openedAt,
      cells: [state.join(", "), who, account, age, because.join(" "), incidentId],
    };
  }
  const why = read?.status === "rejected" ? "It could not be read." : "Its record has not begun.";
  return { urgency: 0, openedAt, cells: ["unknown", who, openingAlert.account ?? "unknown", age, why, incidentId] };
}

/** What a person should see first; each is the name of its section in the runbook. */
const URGENT = ["leaking", "awaiting-approval", "failed", "unproven"] as const;

type Urgent = (typeof URGENT)[number];

function statesOf(incident: Incident): readonly Urgent[] {
  const isAsking = incident.status === "awaiting-approval" || openQuestions(incident).length > 0;
  return URGENT.filter((state) =>
    state === "awaiting-approval" ? isAsking : state === incident.status || state === incident.proof,
  );
}

/** The first state is the most urgent. */
function urgencyOf([first]: readonly Urgent[]): number {
  return first === undefined ? URGENT.length : URGENT.indexOf(first);
}

function whoOf({ principal, accessKeyId }: Alert): string {
  const name = "name" in principal ? principal.name : "id" in principal ? principal.id : accessKeyId;
  return name === undefined ? principal.kind : `${principal.kind} ${name}`;
}

function since(at: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}

function table(rows: readonly Row[], open: number) {
  if (open === 0) {
    return html`<p><b>No incident is open.</b> Whether an alert would arrive, the drills show; incidents that have ended are in the answer to the request <code>{"action":"incidents"}</code>.</p>`;
  }
  const sorted = rows.toSorted((one, other) => one.urgency - other.urgency || (one.openedAt < other.openedAt ? 1 : -1));
  const shown = sorted.slice(0, MOST_SHOWN);
  const left = open - shown.length;
  return html`<table>
<tr><th>state</th><th>whose credential</th><th>account</th><th>open for</th><th>because</th><th>incident</th></tr>
${shown.map(({ urgency, cells }) => html`<tr>${cells.map((cell, index) => html`<td>${index === 0 && urgency < URGENT.length ? html`<b>${cell}</b>` : short(cell)}</td>`)}</tr>\n`)}</table>
${left > 0 ? html`<p>and ${left} more: ask for <code>{"action":"incidents","limit":200}</code>.</p>` : ""}`;
}

const LONGEST = 300;

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
