// The proof of a timeline: a band for each level, darker the more is shown; its word stands in it where there is room.
import type { ProofLevel } from "../evidence.ts";
import { COLOURS } from "./colours.ts";
import { textWidth } from "./fit-text.ts";
import { el, type Svg } from "./svg.ts";
import { type Axis, placeOf } from "./time-axis.ts";
import type { Band } from "./timeline-data.ts";

const HEIGHT = 18;

export function proofBands(bands: readonly Band[], axis: Axis, y: number): readonly Svg[] {
  return bands
    .filter(({ from, to }) => to >= axis.from && from <= axis.to)
    .map(({ from, to, level }) => {
      const [left, right] = [placeOf(axis, from), placeOf(axis, to)];
      const width = Math.max(1, right - left);
      const { fill, opacity, word } = LEVELS[level];
      return el(
        "g",
        { class: `proof ${level}` },
        el("title", {}, `${word}: from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`),
        el("rect", { x: left, y: y + 1, width, height: HEIGHT, fill, "fill-opacity": opacity }),
        el("path", { d: `M${left.toFixed(1)} ${y + 1} v${HEIGHT}`, stroke: "currentColor", "stroke-width": 1 }),
        ...(width > textWidth(word, 11) + 10
          ? [el("text", { x: left + 6, y: y + 14, "font-size": 11, "font-weight": 600 }, word)]
          : []),
      );
    });
}

const LEVELS: Readonly<Record<ProofLevel, { readonly fill: string; readonly opacity: number; readonly word: string }>> =
  {
    none: { fill: "none", opacity: 0, word: "none" },
    "in-place": { fill: COLOURS.calm, opacity: 0.15, word: "in place" },
    effective: { fill: COLOURS.calm, opacity: 0.35, word: "effective" },
    proven: { fill: COLOURS.dead, opacity: 0.5, word: "proven" },
    unproven: { fill: COLOURS.alive, opacity: 0.3, word: "unproven" },
    leaking: { fill: COLOURS.leaked, opacity: 0.5, word: "LEAKING" },
  };
