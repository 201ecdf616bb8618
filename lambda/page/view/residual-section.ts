// What the deny does not end: what the intruder left, who can still get in, where dead credentials are in use; with the commands.
import { html } from "hono/html";
import type { Presented } from "../../answers.ts";
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
<p>${said(item.why, 1000)}${"byHand" in item && item.byHand !== undefined ? html` ${said(item.byHand, 1000)}` : ""}</p>
<p class="quiet">${said(item.calls.join(", "))}${item.region === undefined ? "" : html` in ${said(item.region)}`}; events ${item.events.map((event) => html`${code(event)} `)}${item.likely ? " Likely the intruder's, not surely." : ""}</p>
${item.commands.map((line) => command(line))}</article>`,
  )}`;
}

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
