// One incident: where it stands in one line, what to do, the pictures, and everything behind them.
import { html, raw } from "hono/html";
import type { Looked, Presented } from "../../answers.ts";
import type { TimelineRow } from "../../drawing/timeline-rows.ts";
import { timeBetween } from "../../words/duration-words.ts";
import { SOURCE_WORDS } from "../../words/source-words.ts";
import { whatNext } from "../../words/what-next.ts";
import { whereItStands } from "../../words/where-it-stands.ts";
import { evidenceSection } from "./evidence-section.ts";
import { facts } from "./facts.ts";
import { code, command, type Html, jsonText, said } from "./html-text.ts";
import { titleOf } from "./incident-list.ts";
import { marks } from "./marks.ts";
import { instant, moment } from "./moment.ts";
import { recordSection } from "./record-section.ts";
import { residualSection, waysInSection, workloadsSection } from "./residual-section.ts";
import { questionsSection, sessionsTable, tamperSection } from "./sessions-section.ts";
import { stepsSection } from "./steps-section.ts";
import { table } from "./table.ts";

/** SVG that is safe to put into a page. */
export type Pictures = { readonly timeline: string; readonly graph: string };

export type Size = Omit<Looked, "incident">;

export type IncidentProps = {
  readonly incident: Presented;
  /** What there is of it: a long incident comes in parts. */
  readonly size: Size;
  readonly now: number;
  /** What the timeline says. */
  readonly rows: readonly TimelineRow[];
  readonly pictures: Pictures;
  /** The buttons, where somebody may press them. */
  readonly actions?: Html;
  /** In somebody else's page, whose address is not ours: without links within it. */
  readonly isEmbedded?: boolean;
};

export function incidentPage(props: IncidentProps): Html {
  const { incident, now, actions, isEmbedded = false } = props;
  const sections = sectionsOf(props);
  return html`<h1>${said(titleOf(incident))}</h1>
<p id="standing" class="standing" role="status">${marks(incident)} <span>${said(whereItStands(incident), 1000)}</span></p>
<section id="actions" aria-label="Actions">${actions ?? ""}</section>
<section id="facts" aria-label="In short">${factsOf(incident, now)}</section>
${next(incident, isEmbedded)}
${isEmbedded ? "" : contents(sections)}
${sections.map(({ id, title, body }) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>\n`)}`;
}

function contents(sections: readonly Section[]): Html {
  return html`<nav class="contents" aria-label="On this page"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;
}

type Section = { readonly id: string; readonly title: string; readonly body: Html };

function sectionsOf({ incident, size, now, rows, pictures, isEmbedded = false }: IncidentProps): readonly Section[] {
  const { timeline, graph } = pictures;
  const { questions, tampering = [] } = incident;
  return [
    {
      id: "timeline",
      title: "Timeline",
      body: html`${picture("The timeline, drawn to scale", timeline)}${partWords(incident, size, isEmbedded)}${timelineTable(rows)}`,
    },
    ...(questions.length === 0
      ? []
      : [{ id: "questions", title: "A person is asked", body: questionsSection(incident, now) }]),
    {
      id: "sessions",
      title: "Sessions",
      body: html`${picture("The sessions, drawn", graph)}${sessionsTable(incident)}`,
    },
    { id: "steps", title: "Steps", body: stepsSection(incident, now) },
    { id: "evidence", title: "Evidence", body: evidenceSection(incident, now) },
    ...(tampering.length === 0 ? [] : [{ id: "tamper", title: "Who undid steps", body: tamperSection(incident) }]),
    { id: "workloads", title: "Locked out too", body: workloadsSection(incident) },
    { id: "ways-in", title: "Who can still get in", body: waysInSection(incident) },
    { id: "residual", title: "What the deny does not end", body: residualSection(incident) },
    { id: "alerts", title: "Alerts", body: alertsSection(incident, size, now) },
    {
      id: "record",
      title: "The record",
      body: recordSection(size, isEmbedded ? undefined : `/incidents/${encodeURIComponent(incident.id)}`),
    },
  ];
}

/** It scrolls by itself where the window is narrow. */
function picture(label: string, svg: string): Html | "" {
  return svg === "" ? "" : html`<figure aria-label="${label}" tabindex="0">${raw(svg)}</figure>`;
}

/** A picture of the beginning, the changes and what is new says that it is one. */
function partWords({ entries: read }: Presented, { entries }: Size, isEmbedded: boolean): Html | "" {
  if (read.length === entries) return "";
  return html`<p class="quiet">Drawn from the first and the latest entries, and from those between that changed something: ${read.length} of ${entries}. What was undone and put back in between is neither drawn nor counted there. All are in ${isEmbedded ? "the record" : html`<a href="#record">the record</a>`} and in the report.</p>`;
}

/** The beginning, and what is new. */
const [FIRST_ROWS, LAST_ROWS] = [20, 40];

/** The same for whoever does not see the picture, or wants the words. */
function timelineTable(all: readonly TimelineRow[]): Html {
  const first = all.slice(0, FIRST_ROWS);
  const last = all.slice(Math.max(FIRST_ROWS, all.length - LAST_ROWS));
  const left = all.length - first.length - last.length;
  const rows = [...first, ...last].map(({ at, after, lane, what }) => [instant(at), after, lane, said(what)]);
  const caption =
    left === 0
      ? "Everything that the timeline shows"
      : `What the timeline shows: the first ${FIRST_ROWS} and the latest ${LAST_ROWS} of ${all.length} lines; the report has all`;
  return html`<details data-key="rows"><summary>The timeline in words</summary>${table({ caption, columns: ["When", "After", "About", "What"], rows })}</details>`;
}

function factsOf(
  { id, account, openedAt, containedAt, liftedAt, cutoff, approved, suppressedUntil, alerts, held }: Presented,
  now: number,
) {
  const [first] = alerts;
  return facts([
    ["Account", account],
    ["Told by", first ? SOURCE_WORDS[first.source] : undefined],
    ["Opened", moment(openedAt, now)],
    [
      "Denied",
      containedAt
        ? html`${moment(containedAt, now)}, ${timeBetween(openedAt, containedAt)} after it was opened`
        : undefined,
    ],
    ["Cutoff", containedAt ? html`${moment(cutoff, now)}: what was issued before is denied` : undefined],
    ["Approved", approved ? html`by ${said(approved.by)}, ${moment(approved.at, now)}` : undefined],
    [
      "Held",
      held && !held.releasedAt ? html`since ${moment(held.since, now)}: ${said(held.because.join(" "))}` : undefined,
    ],
    ["Lifted", liftedAt ? moment(liftedAt, now) : undefined],
    ["False alarm", suppressedUntil ? html`its like is refused until ${moment(suppressedUntil, now)}` : undefined],
    ["Incident", code(id)],
  ]);
}

/** Where there are buttons, the command line's own commands would say the same again. */
function next(incident: Presented, isEmbedded: boolean): Html {
  const steps = whatNext(incident).map(({ what, command: line }) => {
    const isShown = line !== undefined && (isEmbedded || !line.startsWith("responder "));
    return html`<li>${said(what, 1000)}${isShown ? command(line) : ""}</li>`;
  });
  return html`<section id="next" aria-label="What to do next">${steps.length === 0 ? "" : html`<h2>What to do next</h2><ol>${steps}</ol>`}</section>`;
}

/** The one that opened the incident, and the latest. */
const MOST_ALERTS = 5;

function alertsSection({ alerts }: Presented, { alerts: all }: Size, now: number): Html {
  const [opening, ...later] = alerts;
  const latest = later.slice(-MOST_ALERTS).toReversed();
  const left = all - latest.length - 1;
  return html`${left === 0 ? "" : html`<p>The first and the latest ${latest.length} of ${all} alerts; the report has all.</p>`}${[
    ...(opening ? [opening] : []),
    ...latest,
  ].map(
    (alert) => html`<article class="item"><h3>${said(alert.title)}</h3>
<p>${SOURCE_WORDS[alert.source]}, ${said(alert.type)}${alert.severity === undefined ? "" : `, severity ${alert.severity}`}; last seen ${moment(alert.lastSeen, now)}${alert.accessKeyId === undefined ? "" : html`; key ${code(alert.accessKeyId)}`}</p>
${alert.note === undefined ? "" : html`<p>${said(alert.note)}</p>`}
<details data-key="alert-${alert.id}"><summary>The alert as it was read</summary><pre tabindex="0"><code>${jsonText(alert)}</code></pre></details></article>`,
  )}`;
}
