// Where the nodes of a graph stand: Graphviz's work. It gets numbers only, and no word of anybody's.
import type { Graphviz } from "@hpcc-js/wasm-graphviz";
import * as z from "zod";

export type Point = { readonly x: number; readonly y: number };

export type Layout = {
  readonly width: number;
  readonly height: number;
  /** The middle of each node, in the order in which they came. */
  readonly nodes: readonly Point[];
};

/** Sizes in pixels; `edges` by the numbers of the nodes. From left to right. */
export async function layout(
  size: { readonly width: number; readonly height: number },
  count: number,
  edges: readonly { readonly from: number; readonly to: number }[],
): Promise<Layout> {
  graphviz ??= load();
  const text = (await graphviz).layout(dotOf(size, count, edges), "json", "dot");
  const read = answer.parse(JSON.parse(text));
  const [, , width = 0, height = 0] = numbersIn(read.bb);
  const point = ([x = 0, y = 0]: readonly number[]): Point => ({ x, y: height - y });
  return {
    width,
    height,
    nodes: read.objects.map(({ pos }) => point(numbersIn(pos))),
  };
}

/** Two megabytes of WebAssembly, unpacked when the first graph is drawn. */
async function load(): Promise<Graphviz> {
  const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
  return Graphviz.load();
}

let graphviz: Promise<Graphviz> | undefined;

const POINTS_AN_INCH = 72;

function dotOf(
  { width, height }: { readonly width: number; readonly height: number },
  count: number,
  edges: readonly { readonly from: number; readonly to: number }[],
): string {
  const inches = (pixels: number) => (pixels / POINTS_AN_INCH).toFixed(4);
  return [
    "digraph {",
    "graph [rankdir=LR nodesep=0.25 ranksep=0.75]",
    `node [shape=box fixedsize=true width=${inches(width)} height=${inches(height)} label=""]`,
    "edge [dir=none]",
    ...Array.from({ length: count }, (_, index) => `n${index}`),
    ...edges.map(({ from, to }) => `n${from} -> n${to}`),
    "}",
  ].join("\n");
}

const answer = z.object({
  bb: z.string(),
  objects: z.array(z.object({ pos: z.string() })),
});

function numbersIn(text: string): readonly number[] {
  return text.split(",").map(Number);
}
