// The overview: what needs a person, what is open, whether the way of an alert is open, what is not covered.
import { html } from "hono/html";
import type { Presented, Row } from "../../answers.ts";
import { isOpen } from "../../ledger/fold.ts";
import { urgentStates } from "../../ledger/urgency.ts";
import type { Overview } from "../../overview.ts";
import { durationWords } from "../../words/duration-words.ts";
import { addressOf, type Filter, isFiltered, matches, SHOWN } from "../filter.ts";
import { byUrgency } from "../standing.ts";
import { timeToDeny } from "../time-to-deny.ts";
import { coverage, drillWords } from "./coverage.ts";
import type { Html } from "./html-text.ts";
import { incidentList } from "./incident-list.ts";

export type OverviewProps = {
  readonly incidents: readonly (Row | Presented)[];
  /** So many of the latest were read, and so many of those that are open, the most urgent first. */
  readonly read: { readonly limit: number; readonly open: number };
  /** So many more need a person. */
  readonly left: number;
  readonly overview: Overview;
  readonly filter: Filter;
  readonly now: number;
};

export function overviewPage(props: OverviewProps): Html {
  const { incidents, overview, filter, now } = props;
  const shown = byUrgency(incidents.filter((incident) => matches(incident, filter)));
  const part = shown.slice(filter.from, filter.from + MOST_SHOWN);
  const ended = isFiltered(filter) ? [] : incidents.filter((incident) => !isOpen(incident)).slice(0, MOST_ENDED);
  return html`<h1>Incidents</h1>
<section id="glance" aria-label="At a glance">${glance(props)}</section>
${filterForm(filter, incidents)}
<section id="incidents" aria-labelledby="incidents-title"><h2 id="incidents-title">${TITLES[filter.show]}</h2>
${shown.length === 0 ? nothing(filter, incidents.length) : incidentList({ caption: captionOf(part.length, shown.length, props), incidents: part, now, link })}
${neighbours(shown.length, filter)}
${cutWords(shown.length, props)}
</section>
<section id="ended" aria-label="Ended lately">${ended.length === 0 ? "" : html`<h2>Ended lately</h2>${incidentList({ caption: "The latest that were lifted or refused", incidents: ended, now, link })}`}</section>
<section id="coverage" aria-label="Coverage">${coverage(overview, now)}</section>`;
}

const MOST_ENDED = 5;
/** As many as anybody reads: the most urgent are the first. */
export const MOST_SHOWN = 25;

function captionOf(count: number, all: number, props: OverviewProps): string {
  const { from } = props.filter;
  const isMore = isMoreToList(props);
  if (count === all && !isMore) return `${counted(all)}, the most urgent first`;
  const of = isMore ? `more than ${counted(from + count)}` : counted(all);
  return `${from + 1} to ${from + count} of ${of}, the most urgent first`;
}

/** What is open, and what needs a person, is read in the order in which it is listed, and no further than it is shown. */
function isMoreToList({ filter, left, ...props }: OverviewProps): boolean {
  return filter.show === "person" ? left > 0 : !isFiltered(filter) && openOf(props).isMore;
}

function openOf({ incidents, read }: Pick<OverviewProps, "incidents" | "read">) {
  const count = incidents.filter(isOpen).length;
  return { count, isMore: count >= read.open };
}

/** Where an incident that fits may be missing. */
function cutWords(all: number, props: OverviewProps): Html | "" {
  const { incidents, read, filter } = props;
  const isSearched = isFiltered(filter) && filter.show !== "person";
  if (isSearched && incidents.length >= read.limit)
    return html`<p class="quiet">Only the latest ${read.limit} incidents were looked through, and of those that are open the ${read.open} most urgent. ${EVERY_OTHER}</p>`;
  if (!isSearched && isMoreToList(props) && filter.from + MOST_SHOWN >= all)
    return html`<p class="quiet">Only the ${read.open} most urgent were read. ${EVERY_OTHER}</p>`;
  return "";
}

const EVERY_OTHER = html`Any other is in the answer to <code>{"action":"incident","id":…}</code>.`;

function neighbours(all: number, filter: Filter): Html | "" {
  const { from } = filter;
  const before = Math.max(0, from - MOST_SHOWN);
  const after = from + MOST_SHOWN;
  if (from === 0 && after >= all) return "";
  return html`<p>${from > 0 ? html`<a href="${addressOf(filter, before)}">More urgent</a> ` : ""}${after < all ? html`<a href="${addressOf(filter, after)}">Less urgent</a>` : ""}</p>`;
}

const TITLES: Readonly<Record<Filter["show"], string>> = {
  open: "Open incidents",
  person: "Incidents that need a person",
  ended: "Incidents that have ended",
  all: "All incidents",
};

function link(id: string, words: Html): Html {
  return html`<a href="/incidents/${encodeURIComponent(id)}">${words}</a>`;
}

function counted(count: number): string {
  return count === 1 ? "1 incident" : `${count} incidents`;
}

function glance({ incidents, read, left, overview, now }: OverviewProps): Html {
  const asking = incidents.filter((incident) => urgentStates(incident).length > 0).length + left;
  const open = openOf({ incidents, read });
  const took = timeToDeny(incidents);
  const drill = drillWords(overview, now);
  return html`<ul class="glance">
${tile("Need a person", asking, asking === 0 ? "nobody waits" : "leaking, awaiting approval, failed or unproven", asking === 0 ? "good" : "danger", "/?show=person#incidents")}
${tile("Open", open.isMore ? `${read.open - 1}+` : open.count, open.count === 0 ? "nothing is open" : "looked after each minute", open.count === 0 ? "good" : "busy", "/#incidents")}
${tile("Time to deny", took ? glanceWords(took.medianMs) : "–", took ? `median of ${took.count}; the worst took ${durationWords(took.worstMs)}` : "nothing was denied yet", "ended")}
${tile("Last drill", drill.short, drill.words, drill.isLate ? "warning" : "good", "/#coverage")}
${tile("Not covered", overview.off.length, overview.off.length === 0 ? "everything is switched on" : "settings that leave something out", overview.off.length === 0 ? "good" : "warning", "/#not-covered")}
</ul>`;
}

/** As short as a number that is read from afar. */
function glanceWords(milliseconds: number): string {
  return milliseconds < 1000
    ? "< 1 s"
    : milliseconds < 60_000
      ? `${Math.round(milliseconds / 1000)} s`
      : durationWords(milliseconds);
}

function tile(term: string, value: string | number, words: string, tone: string, href?: string): Html {
  const name = href === undefined ? html`<span>${term}</span>` : html`<a href="${href}">${term}</a>`;
  return html`<li class="tile ${tone}">${name} <strong>${value}</strong> <small>${words}</small></li>`;
}

function filterForm({ show, account, text }: Filter, incidents: readonly Row[]): Html {
  const accounts = [
    ...new Set([...incidents.map((incident) => incident.account), ...(account === "" ? [] : [account])]),
  ];
  return html`<form class="filter" method="get" action="/" role="search" aria-label="Filter incidents">
<label>Show <select name="show">${Object.entries(SHOWN).map(([value, words]) => html`<option value="${value}"${value === show ? html` selected` : ""}>${words}</option>`)}</select></label>
<label>Account <select name="account"><option value="">every</option>${accounts.toSorted().map((one) => html`<option${one === account ? html` selected` : ""}>${one}</option>`)}</select></label>
<label>Words <input name="text" type="search" value="${text}" placeholder="name, key, session or id" maxlength="200"></label>
<button type="submit">Filter</button>${isFiltered({ show, account, text }) ? html` <a href="/">Clear</a>` : ""}
</form>`;
}

function nothing(filter: Filter, known: number): Html {
  if (isFiltered(filter) && known > 0)
    return html`<p class="empty">No incident fits this filter. <a href="/">Show all that are open</a>, or <a href="/?show=all">every one</a>.</p>`;
  if (known > 0)
    return html`<p class="empty">No incident is open. Those that have ended are <a href="/?show=ended">here</a>.</p>`;
  return html`<div class="empty"><p><strong>Nothing has leaked, as far as anybody has told.</strong></p>
<p>Alerts come in by EventBridge; whether one would arrive, the drills below show. Something is on fire and nobody has told? <a href="/contain">Contain it yourself</a>: you see first what would be done.</p></div>`;
}
