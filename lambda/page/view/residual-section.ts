// What the deny does not end: what the intruder left, who can still get in, where dead credentials are in use; with the commands.
import { html } from "hono/html";
import type { Presented } from "../../answers.ts";
import type { FoundItem } from "../../residual/incident-residual.ts";
import type { WayIn } from "../../ways-in/way-in.ts";
import { code, command, type Html, said } from "./html-text.ts";
import { instant } from "./moment.ts";
import { table } from "./table.ts";

type Residual = Presented["residual"][number];
type Item = Exclude<Residual, { readonly section: "limit" }>;

export function residualSection({ residual }: Presented): Html {
  const limits = residual.filter((item) => item.section === "limit");
  const items = residual.filter((item) => item.section !== "limit");
  return html`${SECTIONS.map(([section, title]) =>
    group(
      title,
      items.filter((item) => item.section === section),
    ),
  )}
${items.length === 0 ? html`<p>Nothing that the intruder left is known.</p>` : ""}
${limits.length === 0 ? "" : html`<h3>What no deny stops</h3><ul>${limits.map(({ why }) => html`<li>${said(why, 1000)}</li>`)}</ul>`}`;
}

const SECTIONS: readonly (readonly [Item["section"], string])[] = [
  ["access", "Access that goes on"],
  ["left-behind", "Left behind"],
  ["exposed", "Exposed"],
  ["unknown", "Calls to look at"],
];

function group(title: string, items: readonly Item[]): Html | "" {
  if (items.length === 0) return "";
  return html`<h3>${title}</h3>${items.map(
    (item) => html`<article class="item"><h4>${said(item.what)}</h4>
<p>${said(item.why, 1000)}${item.section === "unknown" || item.byHand === undefined ? "" : html` ${said(item.byHand, 1000)}`}</p>
${item.section === "unknown" || item.detail === undefined ? "" : html`<p>${said(item.detail)}</p>`}
<p class="quiet">${said(item.calls.join(", "))}${placeOf(item)}; events ${item.events.map((event) => html`${code(event)} `)}${doubts(item)}</p>
${item.commands.map((line) => command(line))}</article>`,
  )}`;
}

/** Where the commands have to be run. */
function placeOf({ account, region }: Item): Html {
  return html`${account === undefined ? "" : html` in the account ${said(account)}`}${region === undefined ? "" : html`, ${said(region)}`}`;
}

/** How sure it is, and for how long: as the report says it. */
function doubts(item: Item): Html {
  const { moreEvents, likely } = item;
  const { possible, until, changedSince } = item.section === "unknown" ? NO_DOUBTS : item;
  const words = [
    moreEvents === undefined ? "" : `and ${moreEvents} between them.`,
    likely ? "Likely the intruder's, not surely." : "",
    possible ? "Possible, not shown." : "",
    changedSince === undefined ? "" : "Changed by somebody else since.",
  ];
  return html` ${words.filter((word) => word !== "").join(" ")}${until === undefined ? "" : html` Ends by itself at ${instant(until)}.`}`;
}

const NO_DOUBTS: Pick<FoundItem, "possible" | "until" | "changedSince"> = {};

/** Who can open new sessions of the contained roles. */
export function waysInSection({ waysIn }: Presented): Html {
  if (!waysIn) return html`<p>Nobody has looked yet.</p>`;
  const shut = waysIn.ways.filter(({ open }) => open === "no").length;
  return html`<p>As it was at ${instant(waysIn.at)}.${shut > 0 ? ` ${shut} more are named and do not come in.` : ""}</p>
${table({
  caption: "Who can open a new session of a contained role",
  columns: ["Who", "Into", "How", "Comes in", "On condition"],
  rows: waysIn.ways.filter(({ open }) => open !== "no").map(wayRow),
})}
${waysIn.gaps.length === 0 ? "" : html`<p>Not known:</p><ul>${waysIn.gaps.map((gap) => html`<li>${said(gap)}</li>`)}</ul>`}`;
}

const OPEN: Readonly<Record<WayIn["open"], string>> = {
  yes: "yes",
  depends: "depends",
  no: "no",
  listed: "those who do are listed",
  "not-visible": "cannot be seen from here",
};

function wayRow({ role, who, call, open, conditions, ofIncident }: WayIn) {
  return [
    html`${said(who)}${ofIncident ? " (of this incident)" : ""}`,
    said(role),
    call,
    OPEN[open],
    said(conditions.join("; ")),
  ];
}

/** Instances and functions that hold dead credentials. */
export function workloadsSection({ workloads = [] }: Presented): Html {
  if (workloads.length === 0) return html`<p>No instance or function is known to hold denied credentials.</p>`;
  return html`<p>These hold denied credentials; each command gives fresh ones. Nothing runs it for you.</p>
${workloads.map(({ kind, id, region, refresh }) => html`<h3>${kind} ${said(id)} in ${said(region)}</h3>${command(refresh)}`)}`;
}
