// The graph of sessions as a picture: the leaked credential, what it opened, what of it is dead and what still lives.
import type { Presented } from "../answers.ts";
import { whose } from "../words/whose.ts";
import { CARD, card } from "./card.ts";
import { collapse } from "./collapse.ts";
import { type GraphNode, graphNodes } from "./graph-node.ts";
import { layout, type Point } from "./layout.ts";
import { legend } from "./legend.ts";
import { drawing, el, type Svg } from "./svg.ts";

const MARGIN = 10;
const ORIGIN: Point = { x: 0, y: 0 };

/**
 * An SVG element, safe within HTML: names are escaped, and there is neither script nor style nor link in it. `now` in
 * milliseconds.
 */
export async function sessionGraph(incident: Presented, now: number): Promise<string> {
  const all = graphNodes(incident, now);
  const nodes = collapse(all);
  const numbers = new Map(nodes.map(({ id }, index) => [id, index]));
  const edges = nodes.flatMap((node, to) => {
    const from = node.parent === undefined ? undefined : numbers.get(node.parent);
    return from === undefined ? [] : [{ from, to }];
  });
  const found = await layout(CARD, nodes.length, edges);
  const width = Math.max(found.width + 2 * MARGIN, 640);
  const places = found.nodes.map(({ x, y }) => ({ x: x + MARGIN, y: y + MARGIN }));
  const key = legend({ x: MARGIN, y: found.height + 2 * MARGIN + 16 }, width - MARGIN);
  return drawing(
    {
      id: `sessions-${incident.id}`,
      name: "session-graph",
      title: `The sessions of the leak of ${whose(incident.principal, incident.account)}`,
      description: describe(all, nodes.length),
    },
    { width, height: key.bottom + MARGIN },
    ...edges.flatMap(({ from, to }) => {
      const node = nodes[to];
      return node ? [edge(places[from] ?? ORIGIN, places[to] ?? ORIGIN, node)] : [];
    }),
    ...nodes.map((node, index) => card(node, places[index] ?? ORIGIN)),
    key.svg,
  );
}

/** From the right border of the one to the left border of the other, in one sweep. */
function edge(from: Point, to: Point, { origin }: GraphNode): Svg {
  const likely = origin === "likely";
  const start = { x: from.x + CARD.width / 2, y: from.y };
  const end = { x: to.x - CARD.width / 2 - 2, y: to.y };
  const bend = (start.x + end.x) / 2;
  const line = { stroke: "currentColor", "stroke-width": likely ? 1.2 : 1.8, "stroke-opacity": 0.75 };
  const numbers = [start.x, start.y, bend, start.y, bend, end.y, end.x - 8, end.y].map((number) => number.toFixed(1));
  const [x, y, ...curve] = numbers;
  return el(
    "g",
    { class: `edge ${likely ? "likely" : "issued"}` },
    el("path", { d: `M${x} ${y} C${curve.join(" ")}`, fill: "none", ...line, ...(likely ? DASHED : {}) }),
    el("path", {
      d: `M${end.x.toFixed(1)} ${end.y.toFixed(1)} l-9 -4.5 v9 Z`,
      fill: likely ? "none" : "currentColor",
      ...(likely ? { stroke: "currentColor" } : {}),
    }),
  );
}

const DASHED = { "stroke-dasharray": "5 4" };

/** What a reader hears in place of the picture: counts first, then each credential up to a number. */
function describe(all: readonly GraphNode[], drawn: number): string {
  const of = (test: (node: GraphNode) => boolean) => all.filter(test).length;
  const counts = [
    `${of(({ origin }) => origin === "leaked")} leaked`,
    `${of(({ origin }) => origin === "opened")} opened with it`,
    `${of(({ origin }) => origin === "likely")} likely opened with it`,
    `${of(({ fate }) => fate === "dead" || fate === "ended")} dead`,
    `${of(({ fate }) => fate === "alive")} not denied`,
    `${of(({ fate }) => fate === "asked")} about which a person is asked`,
  ];
  const named = all.slice(0, MOST_NAMED).map(({ words }) => words);
  const more = all.length > MOST_NAMED ? [`And ${all.length - MOST_NAMED} more.`] : [];
  const joined = drawn < all.length ? [`What looks alike is drawn as one: ${drawn} cards.`] : [];
  return [`Of ${all.length} credentials: ${counts.join(", ")}. Times are UTC.`, ...joined, ...named, ...more].join(" ");
}

const MOST_NAMED = 20;
