// The custom widget of CloudWatch's dashboard: the open incidents, the most urgent first, and each of them at a click.
//
// It is shown as HTML without scripts and forms; `cwdb-action` has CloudWatch ask the function again, with the parameters in it.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard_interactivity.html
import { html, raw } from "hono/html";
import { abridge, LATEST } from "../abridge.ts";
import type { Presented } from "../answers.ts";
import { timeline } from "../drawing/timeline.ts";
import { timelineRows } from "../drawing/timeline-rows.ts";
import type { Incident } from "../incident.ts";
import type { Claim, Ledger } from "../ledger/ledger.ts";
import { settleSome } from "../settle-some.ts";
import { whose } from "../words/whose.ts";
import { DARK, LIGHT } from "./palette.ts";
import { present } from "./present.ts";
import { byUrgency } from "./standing.ts";
import { PARTS_STYLE } from "./style-parts.ts";
import { code, type Html, said } from "./view/html-text.ts";
import { incidentList } from "./view/incident-list.ts";
import { incidentPage } from "./view/incident-page.ts";
import { moment } from "./view/moment.ts";
import { table } from "./view/table.ts";

/** Nothing more is asked of the ledger. */
export type Readable = Pick<Ledger, "due" | "read" | "listOpen">;

/** Of a storm the most urgent are wanted, and a widget has some seconds. */
const MOST_READ = 500;
const MOST_SHOWN = 50;
const AT_ONCE = 16;

/** What CloudWatch shows where somebody asks for the widget's documentation. */
const ABOUT = `## Open incidents

The open incidents of the credential leak responder, the most urgent first: leaking, asking a person, failed, unproven, then the rest. It reads the ledger. A click on an incident shows all of it; with the parameter \`incident\` that one alone is shown. What to do about each is in \`docs/runbook.md\`.

\`\`\`yaml
{}
\`\`\``;

/** `now`: milliseconds since 1970. `self`: the function's own ARN, which a click calls again. */
export type Shown = { readonly now: number; readonly self: string };

/** Everything that is shown may be an attacker's words: the template escapes it. */
export async function incidentsWidget(ledger: Readable, event: unknown, shown: Shown): Promise<string> {
  const { describe, incident, widgetContext } = Object(event) as Readonly<Record<string, unknown>>;
  if (describe === true) return ABOUT;
  const isDark = Object(widgetContext).theme === "dark";
  const content = typeof incident === "string" ? oneIncident(ledger, incident, shown) : openIncidents(ledger, shown);
  return String(await framed(await content.catch(unreadable), isDark));
}

function unreadable(error: unknown): Html {
  const name = error instanceof Error ? error.name : "an error";
  return html`<p><b>The ledger cannot be read</b> (${name}). Incidents may be open all the same. See <i>ledger-unavailable</i> in docs/runbook.md, and the log of this widget's function.</p>`;
}

/** The style stays within the widget: the console's own elements are not touched. */
function framed(content: Html, isDark: boolean): Html {
  const style = `.clr { ${isDark ? DARK : LIGHT} color: var(--ink); ${PARTS_STYLE} }`;
  return html`<style>${raw(style)}</style><div class="clr">${content}</div>`;
}

async function oneIncident(ledger: Readable, id: string, { now }: Shown): Promise<Html> {
  const incident = await ledger.read(id);
  if (!incident) return html`<p>There is no incident ${code(id)}.</p>`;
  const { alerts, entries } = incident;
  const presented = present(abridge(incident));
  const size = { alerts: alerts.length, entries: entries.length, record: entries.slice(-LATEST) };
  const rows = timelineRows(presented);
  const pictures = { timeline: timeline(presented, now, rows), graph: "" };
  return incidentPage({ incident: presented, size, now, rows, pictures, isEmbedded: true });
}

async function openIncidents(ledger: Readable, { now, self }: Shown): Promise<Html> {
  const claims = await ledger.due(END_OF_TIME);
  if (claims.length === 0) return NOTHING_OPEN;
  const asked = claims.length > MOST_READ ? (await urgentFirst(ledger, claims)).slice(0, MOST_READ) : claims;
  const read = await settleSome(AT_ONCE, asked, (claim) => ledger.read(claim.incidentId));
  const known = read.flatMap((result) =>
    result.status === "fulfilled" && result.value ? [present(result.value)] : [],
  );
  const unknown = asked.filter((_, index) => !isRead(read[index]));
  const listed = byUrgency<Presented>(known).slice(0, MOST_SHOWN);
  const left = claims.length - unknown.length - listed.length;
  const caption = `${claims.length} open, the most urgent first`;
  const link = (id: string, words: Html) => linkTo(self, id, words);
  return html`${unknown.length === 0 ? "" : unknownOnes(unknown, now)}${incidentList({ caption, incidents: listed, now, link })}
${left > 0 ? html`<p>and ${left} more: ask for <code>{"action":"incidents","limit":200}</code>.</p>` : ""}`;
}

async function urgentFirst(ledger: Readable, claims: readonly Claim[]): Promise<readonly Claim[]> {
  const urgent = new Set((await ledger.listOpen(MOST_READ, "urgent")).map(({ id }) => id));
  return claims.toSorted((one, other) => Number(urgent.has(other.incidentId)) - Number(urgent.has(one.incidentId)));
}

/** Everything that is open is due by then. */
const END_OF_TIME = "9999-12-31T23:59:59.999Z";

const NOTHING_OPEN = html`<p><b>No incident is open.</b> Whether an alert would arrive, the drills show; incidents that have ended are in the answer to the request <code>{"action":"incidents"}</code>.</p>`;

function isRead(result: PromiseSettledResult<Incident | undefined> | undefined): boolean {
  return result?.status === "fulfilled" && result.value !== undefined;
}

/** The claim is there, its record is not, or could not be read: nobody knows how it stands. */
function unknownOnes(claims: readonly Claim[], now: number): Html {
  return table({
    caption: "Not known: the record of these has not begun, or could not be read",
    columns: ["Whose credential", "Opened", "Incident"],
    rows: claims.map(({ incidentId, openedAt, openingAlert: { principal, account } }) => [
      said(whose(principal, account)),
      moment(openedAt, now),
      code(incidentId),
    ]),
  });
}

function linkTo(self: string, id: string, words: Html): Html {
  const parameters = JSON.stringify({ incident: id });
  return html`<a>${words}</a><cwdb-action action="call" display="popup" endpoint="${self}">${parameters}</cwdb-action>`;
}
