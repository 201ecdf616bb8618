// One panel of a timeline: its lanes above each other over one axis of time.
import type { Bar } from "./bar.ts";
import { COLOURS } from "./colours.ts";
import { fitText, textWidth } from "./fit-text.ts";
import { el, type Svg } from "./svg.ts";
import { type Axis, isOn, placeOf, ticksOf } from "./time-axis.ts";
import { proofBands } from "./timeline-bands.ts";
import { barRow } from "./timeline-bar.ts";
import type { TimelineData } from "./timeline-data.ts";
import { markRow } from "./timeline-mark.ts";

export const ROW = 17;

type Placed = { readonly svg: Svg; readonly bottom: number };

type Lane = {
  readonly title: string;
  readonly rows: readonly {
    readonly name: string;
    readonly height: number;
    draw(axis: Axis, y: number): readonly Svg[];
  }[];
};

/** `within`: a stretch to mark as drawn larger elsewhere. */
export function panel(
  data: TimelineData,
  axis: Axis,
  {
    title,
    top,
    within,
  }: { readonly title: string; readonly top: number; readonly within?: { readonly from: number; readonly to: number } },
): Placed {
  const plotTop = top + 36;
  let y = plotTop + 4;
  const drawn: Svg[] = [];
  for (const lane of lanesOf(data, axis)) {
    drawn.push(
      el(
        "text",
        { class: "lane", x: 0, y: y + 12, "font-size": 10, "font-weight": 700, "letter-spacing": 0.5 },
        lane.title,
      ),
    );
    for (const row of lane.rows) {
      if (row.name !== "")
        drawn.push(
          el(
            "text",
            { x: axis.left - 8, y: y + 12, "text-anchor": "end", "font-size": 11, "fill-opacity": 0.85 },
            fitText(row.name, 118, 11),
          ),
        );
      drawn.push(...row.draw(axis, y));
      y += row.height;
    }
    y += 6;
    drawn.push(rule(0, axis.right, y - 3, 0.15));
  }
  const ticks = ticksOf(axis).flatMap(({ at, label }) => tick(placeOf(axis, at), plotTop, y, label));
  const heading = el("text", { class: "panel-title", x: 0, y: top + 14, "font-weight": 600, "font-size": 13 }, title);
  const zoom = within ? [zoomed(axis, within, plotTop, y)] : [];
  const svg = el(
    "g",
    { class: "panel" },
    heading,
    ...zoom,
    ...ticks,
    ...cutoffs(data, axis, plotTop, y, within === undefined),
    ...drawn,
    ...nowLine(data, axis, plotTop, y),
  );
  return { svg, bottom: y + 24 };
}

/** What has nothing to show in this stretch has no lane. */
function lanesOf(data: TimelineData, axis: Axis): readonly Lane[] {
  const { alerts, sessions, denies, proof } = data;
  const held = data.held.filter(({ from, to }) => to >= axis.from && from <= axis.to);
  const decisions = data.decisions.filter(({ at }) => isOn(axis, at));
  return [
    { title: "ALERTS", rows: [{ name: "", height: ROW, draw: (axis, y) => markRow(alerts, axis, y) }] },
    ...barLane("SESSIONS", sessions, 10),
    ...barLane("DENIES", denies, 8),
    ...(held.length > 0
      ? [
          {
            title: "HELD",
            rows: [
              { name: "", height: ROW, draw: (axis: Axis, y: number) => held.flatMap((bar) => barRow(bar, axis, y)) },
            ],
          },
        ]
      : []),
    ...(proof.length > 0
      ? [
          {
            title: "PROOF",
            rows: [{ name: "", height: ROW + 5, draw: (axis: Axis, y: number) => proofBands(proof, axis, y) }],
          },
        ]
      : []),
    ...(decisions.length > 0
      ? [
          {
            title: "DECIDED",
            rows: [{ name: "", height: ROW, draw: (axis: Axis, y: number) => markRow(decisions, axis, y) }],
          },
        ]
      : []),
  ];
}

/** A row for each, up to a number; the rest is counted. */
function barLane(title: string, bars: readonly Bar[], most: number): readonly Lane[] {
  if (bars.length === 0) return [];
  const shown = bars.length > most ? bars.slice(0, most - 1) : bars;
  const left = bars.length - shown.length;
  const rows = shown.map((bar) => ({
    name: bar.name,
    height: ROW,
    draw: (axis: Axis, y: number) => barRow(bar, axis, y),
  }));
  const words = `and ${left} more, in the table of what happened`;
  const rest = {
    name: "",
    height: ROW,
    draw: (axis: Axis, y: number) => [
      el("text", { x: axis.left, y: y + 12, "font-size": 11, "font-style": "italic" }, words),
    ],
  };
  return [{ title, rows: left > 0 ? [...rows, rest] : rows }];
}

function rule(from: number, to: number, y: number, opacity: number): Svg {
  return el("path", { d: `M${from} ${Math.round(y)} H${to}`, stroke: "currentColor", "stroke-opacity": opacity });
}

function upright(x: number, top: number, bottom: number, line: Readonly<Record<string, string | number>>): Svg {
  return el("path", {
    d: `M${x.toFixed(1)} ${Math.round(top)} V${Math.round(bottom)}`,
    stroke: "currentColor",
    ...line,
  });
}

function tick(x: number, top: number, bottom: number, label: string): readonly Svg[] {
  return [
    upright(x, top, bottom, { "stroke-opacity": 0.12 }),
    el(
      "text",
      { class: "tick", x, y: bottom + 14, "text-anchor": "middle", "font-size": 11, "fill-opacity": 0.8 },
      label,
    ),
  ];
}

/** The first and the last; of roles that are held it moves each minute. */
function cutoffs(
  { cutoffs: all }: TimelineData,
  axis: Axis,
  top: number,
  bottom: number,
  named: boolean,
): readonly Svg[] {
  const shown = [...new Set([all[0], all.at(-1)])].filter((at): at is number => at !== undefined && isOn(axis, at));
  let last = Number.NEGATIVE_INFINITY;
  return shown.flatMap((at) => {
    const x = placeOf(axis, at);
    const label =
      named && x - last > textWidth("cutoff", 10) + 6
        ? [el("text", { x, y: top - 4, "text-anchor": "middle", "font-size": 10, fill: COLOURS.calm }, "cutoff")]
        : [];
    last = x;
    return [
      upright(x, top, bottom, { stroke: COLOURS.calm, "stroke-dasharray": "3 3", "stroke-width": 1.2 }),
      ...label,
    ];
  });
}

function nowLine({ isOpen, end }: TimelineData, axis: Axis, top: number, bottom: number): readonly Svg[] {
  if (!isOpen || !isOn(axis, end)) return [];
  const x = placeOf(axis, end);
  return [
    upright(x, top, bottom, { "stroke-width": 1.5 }),
    el("text", { x, y: top - 4, "text-anchor": "middle", "font-size": 10 }, "now"),
  ];
}

function zoomed(
  axis: Axis,
  { from, to }: { readonly from: number; readonly to: number },
  top: number,
  bottom: number,
): Svg {
  const [left, right] = [placeOf(axis, from), placeOf(axis, to)];
  const width = Math.max(2, right - left);
  return el(
    "g",
    { class: "zoomed" },
    el("title", {}, "These minutes are drawn larger above."),
    el("rect", { x: left, y: top, width, height: bottom - top, fill: "currentColor", "fill-opacity": 0.07 }),
    el("text", { x: left, y: top - 4, "font-size": 10, "fill-opacity": 0.8 }, "as above"),
  );
}
