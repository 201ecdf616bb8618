// The timeline of an incident, drawn to scale: the first minutes and the whole, each over an axis of its own.
import type { Presented } from "../answers.ts";
import { durationWords } from "../words/duration-words.ts";
import { whose } from "../words/whose.ts";
import { drawing, el } from "./svg.ts";
import type { Axis } from "./time-axis.ts";
import { type TimelineData, timelineData } from "./timeline-data.ts";
import { panel } from "./timeline-panel.ts";
import { type TimelineRow, timelineRows } from "./timeline-rows.ts";
import { type Window, windowsOf } from "./timeline-windows.ts";

const WIDTH = 960;
const [LEFT, RIGHT] = [200, 890];

/** An SVG element, safe within HTML as that of the graph is. `now` in milliseconds; `rows` as `timelineRows` makes them. */
export function timeline(incident: Presented, now: number, rows = timelineRows(incident)): string {
  const data = timelineData(incident, now);
  const { whole, first } = windowsOf(data);
  const above = first && panel(data, axisOf(first), { title: `The first minutes: ${spanOf(first)}`, top: 8 });
  const below = panel(data, axisOf(whole), {
    title: `${first ? "The whole" : "What happened"}: ${spanOf(whole)}`,
    top: above ? above.bottom + 18 : 8,
    ...(first ? { within: first } : {}),
  });
  const note = el(
    "text",
    { x: 0, y: below.bottom + 14, "font-size": 11, "fill-opacity": 0.8 },
    "Times are UTC; each axis is linear. What would be too short to see is drawn two pixels wide. ✕ denied · ▸ goes on",
  );
  return drawing(
    {
      id: `timeline-${incident.id}`,
      name: "timeline",
      title: `What happened in the leak of ${whose(incident.principal, incident.account)}`,
      description: describe(rows, data),
    },
    { width: WIDTH, height: below.bottom + 24 },
    ...(above ? [above.svg] : []),
    below.svg,
    note,
  );
}

function axisOf(window: Window): Axis {
  return { ...window, left: LEFT, right: RIGHT };
}

/** With seconds where the stretch is short; with the second day where it is another. */
function spanOf({ from, to }: Window): string {
  const end = to - from < 600_000 ? 19 : 16;
  const [start, last] = [new Date(from).toISOString(), new Date(to).toISOString()];
  const day = last.startsWith(start.slice(0, 10)) ? "" : `${last.slice(0, 10)} `;
  return `${start.slice(0, 10)} ${start.slice(11, end)} to ${day}${last.slice(11, end)} UTC, ${durationWords(to - from)}`;
}

const MOST_NAMED = 25;

/** What a reader hears in place of the picture: the table of it, up to a number of rows. */
function describe(rows: readonly TimelineRow[], { end, isOpen }: TimelineData): string {
  const named = rows.slice(0, MOST_NAMED).map(({ at, what }) => `${at}: ${what}`);
  const more = rows.length > MOST_NAMED ? [`And ${rows.length - MOST_NAMED} more.`] : [];
  return [...named, ...more, `It ${isOpen ? "goes on; drawn up to" : "ended at"} ${new Date(end).toISOString()}.`].join(
    " ",
  );
}
