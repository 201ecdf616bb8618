// What the lines and signs of the graph of sessions mean, below it.
import { FATE_COLOUR, FATE_SIGN, outlineOf } from "./card.ts";
import { textWidth } from "./fit-text.ts";
import type { Point } from "./layout.ts";
import { el, type Svg } from "./svg.ts";

const ROW = 20;

/** In as many rows as fit between `at` and `right`; `bottom` is where they end. */
export function legend(at: Point, right: number): { readonly svg: Svg; readonly bottom: number } {
  let { x, y } = at;
  const placed = items().map(({ mark, words, room }) => {
    const width = room + textWidth(words, 11);
    if (x > at.x && x + width > right) [x, y] = [at.x, y + ROW];
    const item = el(
      "g",
      { transform: `translate(${Math.round(x)} ${Math.round(y)})` },
      mark,
      el("text", { x: room, y: 4, "font-size": 11, "fill-opacity": 0.85 }, words),
    );
    x += width + 20;
    return item;
  });
  return { svg: el("g", { class: "legend" }, ...placed), bottom: y + ROW / 2 };
}

type Item = { readonly mark: Svg; readonly words: string; readonly room: number };

function items(): readonly Item[] {
  return [
    { mark: box("leaked"), words: "leaked", room: 24 },
    { mark: box("opened"), words: "opened with it, as CloudTrail shows", room: 24 },
    { mark: box("likely"), words: "likely, by circumstance", room: 24 },
    ...(["alive", "asked", "dead", "ended"] as const).map((fate) => ({
      mark: el("text", { y: 4, "font-weight": 700, fill: FATE_COLOUR[fate] }, FATE_SIGN[fate]),
      words: { alive: "not denied", asked: "a person is asked", dead: "denied", ended: "ended by itself" }[fate],
      room: 14,
    })),
  ];
}

function box(origin: "leaked" | "opened" | "likely"): Svg {
  return el("rect", { y: -6, width: 18, height: 12, rx: 3, fill: "none", ...outlineOf(origin) });
}
