// Whether an alert would arrive, and what is switched off or left out.
import { html } from "hono/html";
import type { Overview } from "../../overview.ts";
import { durationWords } from "../../words/duration-words.ts";
import { plainText } from "../../words/plain-text.ts";
import type { Html } from "./html-text.ts";
import { agoWords, moment } from "./moment.ts";
import { table } from "./table.ts";

export function coverage(overview: Overview, now: number): Html {
  const { regions, accounts, drillMinutes, off } = overview;
  return html`<h2>Coverage</h2>
<p>A drill goes the whole way of an alert every ${durationWords(drillMinutes * 60_000).replace(/^1 /, "")} from each Region, and touches nobody. Served ${accounts.length === 1 ? "is one account" : `are ${accounts.length} accounts`}: ${plainText(accounts.slice(0, MOST_ACCOUNTS).join(", "))}${accounts.length > MOST_ACCOUNTS ? " …" : ""}. A Region that is not listed is not heard.</p>
${regions.length > MOST_REGIONS ? folded(overview, now) : regionTable(overview, now)}
<h3 id="not-covered">Switched off or not covered</h3>
${
  off.length === 0
    ? html`<p>Everything that can be switched off is on.</p>`
    : html`<dl class="off">${off.map(({ setting, means }) => html`<div><dt><code>${setting}</code></dt><dd>${means}</dd></div>`)}</dl>`
}`;
}

const MOST_ACCOUNTS = 12;
const MOST_REGIONS = 6;

/** A long list stands back behind what it comes to. */
function folded(overview: Overview, now: number): Html {
  const { words } = drillWords(overview, now);
  return html`<details data-key="regions"><summary>${overview.regions.length} Regions are heard; drills: ${words}</summary>${regionTable(overview, now)}</details>`;
}

function regionTable(overview: Overview, now: number): Html {
  const { regions } = overview;
  return table({
    caption: `Regions that are heard (${regions.length})`,
    columns: ["Region", "Last drill", "The way of an alert"],
    rows: regions.map(({ region, lastDrill }) => [
      region,
      lastDrill === undefined ? "none has arrived yet" : moment(lastDrill, now),
      wayWords(isLate(overview, lastDrill, now), lastDrill),
    ]),
  });
}

/** Of two drills that did not arrive the alarm rings: one may be on its way. */
function isLate({ drillMinutes }: Overview, lastDrill: string | undefined, now: number): boolean {
  return lastDrill === undefined || now - Date.parse(lastDrill) > 2 * drillMinutes * 60_000;
}

function wayWords(late: boolean, lastDrill: string | undefined): Html {
  if (lastDrill === undefined) return html`<span class="mark ended"><span aria-hidden="true">–</span> not known</span>`;
  return late
    ? html`<span class="mark danger"><span aria-hidden="true">✕</span> drills are missing</span>`
    : html`<span class="mark good"><span aria-hidden="true">✓</span> open</span>`;
}

/** The Region whose drill is longest ago speaks for all. */
export function drillWords(overview: Overview, now: number) {
  const { regions } = overview;
  const oldest = regions.toSorted((one, other) => ((one.lastDrill ?? "") < (other.lastDrill ?? "") ? -1 : 1))[0];
  if (oldest?.lastDrill === undefined) {
    const missing = regions.filter(({ lastDrill }) => lastDrill === undefined).length;
    const words =
      missing === regions.length ? "none has arrived yet" : `none yet from ${missing} of ${regions.length} Regions`;
    return { short: "–", words, isLate: true };
  }
  const late = regions.filter(({ lastDrill }) => isLate(overview, lastDrill, now)).length;
  const words =
    late === 0
      ? regions.length === 1
        ? oldest.region
        : `the oldest of ${regions.length} Regions`
      : `${late} of ${regions.length} Regions are late`;
  return { short: agoWords(oldest.lastDrill, now), words, isLate: late > 0 };
}
