// The marks of one row of a timeline: those that would lie over each other become one, with their number.
import { COLOURS } from "./colours.ts";
import { textWidth } from "./fit-text.ts";
import { el, type Svg } from "./svg.ts";
import { type Axis, isOn, placeOf } from "./time-axis.ts";
import type { Mark } from "./timeline-data.ts";

const NEAR = 9;

export function markRow(marks: readonly Mark[], axis: Axis, y: number): readonly Svg[] {
  const shown = marks.filter(({ at }) => isOn(axis, at)).toSorted((one, other) => one.at - other.at);
  const groups: { readonly x: number; readonly marks: Mark[] }[] = [];
  for (const mark of shown) {
    const x = placeOf(axis, mark.at);
    const last = groups.at(-1);
    if (last && x - last.x < NEAR) last.marks.push(mark);
    else groups.push({ x, marks: [mark] });
  }
  return groups.map((group, index) => {
    const next = groups[index + 1];
    return groupMark(group.marks, { x: group.x, y, end: next ? next.x - 6 : axis.right + 60 }, axis);
  });
}

type Place = { readonly x: number; readonly y: number; readonly end: number };

/** The label stands to the right if it ends before the next mark, to the left at the right border, and else not at all. */
function groupMark(group: readonly Mark[], { x, y, end }: Place, axis: Axis): Svg {
  const counts = new Map<string, number>();
  for (const { label } of group) counts.set(label, (counts.get(label) ?? 0) + 1);
  const label = Array.from(counts, ([text, count]) => counted(text, count)).join(", ");
  const width = textWidth(label, 11);
  const fits = x + 8 + width < Math.min(end, axis.right + 60);
  const words = fits ? [el("text", { x: x + 11, y: y + 12, "font-size": 11 }, label)] : [];
  const kinds = [...new Set(group.map(({ kind }) => kind))];
  const told = group.slice(0, MOST_TOLD).map(({ at, label: text }) => `${new Date(at).toISOString()}: ${text}`);
  return el(
    "g",
    { class: `mark ${kinds.join(" ")}` },
    el("title", {}, told.join("; ")),
    ...kinds.map((kind) => sign(kind, x, y + 8, kinds.length > 1)),
    ...words,
  );
}

const MOST_TOLD = 20;

function counted(label: string, count: number): string {
  return count === 1 ? label : `${count} × ${label}`;
}

/** A shape for each, so that it is told apart without colour. */
function sign(kind: Mark["kind"], x: number, y: number, isShared: boolean): Svg {
  const at = `M${x.toFixed(1)} ${y}`;
  switch (kind) {
    case "seen":
      return el("circle", {
        cx: x,
        cy: y,
        r: isShared ? 8 : 5,
        fill: "none",
        stroke: COLOURS.leaked,
        "stroke-width": 2,
      });
    case "alert":
      return el("path", { d: `${at} m-6 -5 h12 l-6 11 Z`, fill: COLOURS.leaked });
    case "asked":
      return el("path", {
        d: `${at} m0 -6 l6 6 l-6 6 l-6 -6 Z`,
        fill: "none",
        stroke: COLOURS.asked,
        "stroke-width": 2,
      });
    case "approved":
      return el("path", { d: `${at} m-5 0 l4 4 l7 -8`, fill: "none", stroke: COLOURS.dead, "stroke-width": 2.5 });
    case "rejected":
    case "failed":
      return el("path", {
        d: `${at} m-5 -5 l10 10 m0 -10 l-10 10`,
        fill: "none",
        stroke: COLOURS.leaked,
        "stroke-width": 2.5,
      });
    case "widened":
      return el("path", {
        d: `${at} m-6 0 h12 m-3 -4 l4 4 l-4 4 m-6 -8 l-4 4 l4 4`,
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 1.5,
      });
    case "lifted":
      return el("path", { d: `${at} m-6 5 h12 l-6 -11 Z`, fill: COLOURS.dead });
  }
}
