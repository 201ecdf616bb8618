// One node of the graph of sessions as a card. Its line and its words say what its colour says.
import { COLOURS } from "./colours.ts";
import { fitMiddle, fitText } from "./fit-text.ts";
import type { GraphNode } from "./graph-node.ts";
import type { Point } from "./layout.ts";
import type { Fate, Origin } from "./session-state.ts";
import { el, type Svg } from "./svg.ts";

export const CARD = { width: 232, height: 112 } as const;

const INSET = 12;
const INSIDE = CARD.width - 2 * INSET;
const STRIP = 24;
const MONOSPACED = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";

/** `at`: its middle. */
export function card(node: GraphNode, at: Point): Svg {
  const [x, y] = [at.x - CARD.width / 2, at.y - CARD.height / 2];
  const { origin, fate } = node;
  return el(
    "g",
    {
      class: `node ${CLASSES[origin]} ${fate === "ended" ? "dead" : fate === "asked" ? "likely" : fate}`,
      transform: `translate(${Math.round(x)} ${Math.round(y)})`,
    },
    el("title", {}, node.words),
    ...(node.count > 1 ? [stacked(origin)] : []),
    outline(origin, fate),
    badge(origin),
    ...lines(node),
    ...strip(node),
  );
}

const CLASSES: Readonly<Record<Origin, string>> = {
  leaked: "leaked",
  undid: "tamper",
  opened: "opened",
  likely: "likely",
};

export const FATE_COLOUR: Readonly<Record<Fate, string>> = {
  alive: COLOURS.alive,
  asked: COLOURS.asked,
  dead: COLOURS.dead,
  ended: COLOURS.faint,
};

export const FATE_SIGN: Readonly<Record<Fate, string>> = { alive: "●", asked: "?", dead: "✕", ended: "○" };

/** Heavy: leaked. Dashed: likely. In black and white too. */
export function outlineOf(origin: Origin): Readonly<Record<string, string | number>> {
  switch (origin) {
    case "leaked":
      return { stroke: COLOURS.leaked, "stroke-width": 3 };
    case "undid":
      return { stroke: COLOURS.leaked, "stroke-width": 2, "stroke-dasharray": "8 3 2 3" };
    case "opened":
      return { stroke: "currentColor", "stroke-width": 1.5, "stroke-opacity": 0.7 };
    case "likely":
      return { stroke: "currentColor", "stroke-width": 1.5, "stroke-opacity": 0.7, "stroke-dasharray": "5 4" };
  }
}

function outline(origin: Origin, fate: Fate): Svg {
  const tint = fate === "alive" || fate === "asked" ? 0.1 : 0.05;
  return el("rect", {
    class: "outline",
    width: CARD.width,
    height: CARD.height,
    rx: 8,
    fill: FATE_COLOUR[fate],
    "fill-opacity": tint,
    ...outlineOf(origin),
  });
}

/** It stands for several. */
function stacked(origin: Origin): Svg {
  const { "stroke-dasharray": _dashes, ...line } = outlineOf(origin);
  return el("path", { d: `M8 -5 H${CARD.width + 5} V${CARD.height - 8}`, fill: "none", ...line, "stroke-width": 1.5 });
}

function badge(origin: Origin): Svg {
  const words = BADGES[origin];
  return el(
    "text",
    {
      class: "badge",
      x: CARD.width - INSET,
      y: 18,
      "text-anchor": "end",
      "font-size": 10,
      "font-weight": 700,
      "letter-spacing": 0.6,
      fill: origin === "leaked" || origin === "undid" ? COLOURS.leaked : "currentColor",
      ...(origin === "opened" || origin === "likely" ? { "fill-opacity": 0.7 } : {}),
    },
    words,
  );
}

const BADGES: Readonly<Record<Origin, string>> = {
  leaked: "LEAKED",
  undid: "UNDID A STEP",
  opened: "OPENED",
  likely: "LIKELY",
};
const BADGE_WIDTH: Readonly<Record<Origin, number>> = { leaked: 58, undid: 100, opened: 60, likely: 54 };

function lines({ title, subtitle, key, facts, origin }: GraphNode): readonly Svg[] {
  const small = { x: INSET, "font-size": 11 };
  return [
    el(
      "text",
      { class: "who", x: INSET, y: 19, "font-size": 13, "font-weight": 600 },
      fitText(title, INSIDE - BADGE_WIDTH[origin], 13.5),
    ),
    el("text", { class: "session", y: 35, ...small }, fitText(subtitle, INSIDE, 11)),
    el("text", { class: "key", y: 51, ...small, "font-family": MONOSPACED }, fitMiddle(key, INSIDE, 11)),
    ...facts
      .slice(0, 2)
      .map((fact, index) =>
        el("text", { class: "fact", y: 66 + index * 15, ...small, "fill-opacity": 0.8 }, fitText(fact, INSIDE, 11)),
      ),
  ];
}

/** What became of it, along the lower border. */
function strip({ fate, verdict }: GraphNode): readonly Svg[] {
  const top = CARD.height - STRIP;
  const bottom = CARD.height;
  const right = CARD.width;
  return [
    el("path", {
      class: "fate",
      d: `M0 ${top} H${right} V${bottom - 8} Q${right} ${bottom} ${right - 8} ${bottom} H8 Q0 ${bottom} 0 ${bottom - 8} Z`,
      fill: FATE_COLOUR[fate],
      "fill-opacity": 0.2,
    }),
    el(
      "text",
      { class: "verdict", x: INSET, y: bottom - 8, "font-weight": 600, "font-size": 11.5 },
      fitText(`${FATE_SIGN[fate]}  ${verdict}`, INSIDE, 12),
    ),
  ];
}
