// One bar of a timeline: what it is says its line, how it ended says its end.
import type { Bar } from "./bar.ts";
import { COLOURS } from "./colours.ts";
import { textWidth } from "./fit-text.ts";
import { el, type Svg } from "./svg.ts";
import { type Axis, placeOf } from "./time-axis.ts";

const HEIGHT = 9;
const TOP = 4;
/** Two strokes with less between them are one. */
const NEAR = 4;
/** Shorter than that nobody sees it. */
const NARROWEST = 2;

/** Nothing where it lies wholly outside. */
export function barRow(bar: Bar, axis: Axis, y: number): readonly Svg[] {
  if (bar.to < axis.from || bar.from > axis.to) return [];
  const top = y + TOP;
  const isShown = ({ from, to }: Stretch) => to >= axis.from && from <= axis.to;
  const gaps = joined(bar.gaps.filter(isShown), axis);
  return [
    el(
      "g",
      { class: `bar ${bar.kind}` },
      el("title", {}, wordsOf({ ...bar, gaps })),
      ...piecesOf({ ...bar, gaps })
        .filter(isShown)
        .map(({ from, to }) => stretch(axis, from, to, top, LINE[bar.kind])),
      ...gaps.flatMap((gap) => gapMark(axis, gap, top)),
      ...endMark(bar, axis, top),
    ),
  ];
}

const LINE: Readonly<Record<Bar["kind"], Readonly<Record<string, string | number>>>> = {
  leaked: { fill: COLOURS.leaked, "fill-opacity": 0.85 },
  session: { fill: COLOURS.alive, "fill-opacity": 0.6 },
  likely: { fill: COLOURS.alive, "fill-opacity": 0.15, stroke: COLOURS.alive, "stroke-dasharray": "3 2" },
  deny: { fill: COLOURS.dead, "fill-opacity": 0.75 },
  held: { fill: COLOURS.asked, "fill-opacity": 0.6 },
};

type Stretch = { readonly from: number; readonly to: number };

function piecesOf({ from, to, gaps }: Bar): readonly Stretch[] {
  const starts = [from, ...gaps.map((gap) => gap.to)];
  const ends = [...gaps.map((gap) => gap.from), to];
  return starts.map((start, index) => ({ from: start, to: ends[index] ?? to })).filter((one) => one.to >= one.from);
}

function stretch(
  axis: Axis,
  from: number,
  to: number,
  y: number,
  line: Readonly<Record<string, string | number>>,
): Svg {
  const [left, right] = [placeOf(axis, from), placeOf(axis, to)];
  return el("rect", { x: left, y, width: Math.max(NARROWEST, right - left), height: HEIGHT, ...line });
}

/** Gaps so near each other that they would be drawn over each other are one, with their number. */
function joined(gaps: Bar["gaps"], axis: Axis): Bar["gaps"] {
  const groups: { from: number; to: number; label: string; count: number }[] = [];
  for (const { from, to, label } of gaps) {
    const last = groups.at(-1);
    if (!last || placeOf(axis, from) - placeOf(axis, last.to) >= NEAR) groups.push({ from, to, label, count: 1 });
    else
      Object.assign(last, {
        to: Math.max(last.to, to),
        label: `undone ${last.count + 1} times`,
        count: last.count + 1,
      });
  }
  return groups;
}

/** An empty box in the bar; where it is too short for a box, a stroke across. */
function gapMark(axis: Axis, { from, to, label }: Bar["gaps"][number], y: number): readonly Svg[] {
  const [left, right] = [placeOf(axis, from), placeOf(axis, to)];
  const line = { stroke: COLOURS.leaked, "stroke-width": 1.5 };
  const box =
    right - left < 4
      ? el("path", { d: `M${left.toFixed(1)} ${y - 3} v${HEIGHT + 6}`, ...line, "stroke-width": 2.5 })
      : el("rect", { x: left, y, width: right - left, height: HEIGHT, fill: "none", ...line });
  const room = axis.right - right - 8;
  const words =
    room > textWidth(label, 10)
      ? [el("text", { x: right + 5, y: y + 8, "font-size": 10, "font-weight": 600 }, label)]
      : [];
  return [el("g", { class: "tamper" }, el("title", {}, label), box, ...words)];
}

/** A cross: denied. A short stroke: over. An arrow: it goes on. */
function endMark({ to, ending }: Bar, axis: Axis, y: number): readonly Svg[] {
  const middle = y + HEIGHT / 2;
  const line = { stroke: "currentColor", "stroke-width": 1.6, fill: "none" };
  if (ending === "goes-on" || to > axis.to) {
    const x = Math.min(placeOf(axis, to), axis.right);
    return [el("path", { d: `M${x.toFixed(1)} ${y} l5 ${HEIGHT / 2} l-5 ${HEIGHT / 2}`, ...line })];
  }
  const x = placeOf(axis, to);
  return ending === "denied"
    ? [el("path", { d: `M${(x - 4).toFixed(1)} ${middle - 4} l8 8 m0 -8 l-8 8`, ...line, "stroke-width": 2 })]
    : [el("path", { d: `M${x.toFixed(1)} ${y - 2} v${HEIGHT + 4}`, ...line })];
}

function wordsOf({ name, from, to, ending, gaps }: Bar): string {
  const end = ending === "goes-on" ? "and goes on" : `to ${new Date(to).toISOString()} (${ending})`;
  return [`${name}: from ${new Date(from).toISOString()} ${end}.`, ...gaps.map(({ label }) => `${label}.`)].join(" ");
}
