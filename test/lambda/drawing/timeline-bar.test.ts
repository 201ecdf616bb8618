// A deny that was undone again and again, as its bar shows it.
import { expect, test } from "vitest";
import type { Bar } from "../../../lambda/drawing/bar.ts";
import type { Axis } from "../../../lambda/drawing/time-axis.ts";
import { barRow } from "../../../lambda/drawing/timeline-bar.ts";

/** A pixel for each second. */
const AXIS: Axis = { from: 0, to: 600_000, left: 0, right: 600 };

const gap = (from: number, to: number) => ({ from, to, label: `undone for ${(to - from) / 1000} seconds` });

function drawn(gaps: Bar["gaps"], axis = AXIS): string {
  const bar: Bar = { name: "role app", kind: "deny", from: 0, to: 600_000, ending: "goes-on", gaps };
  return barRow(bar, axis, 0)
    .map(({ svg }) => svg)
    .join("");
}

function boxes(svg: string): number {
  return svg.split("<rect").length - 1;
}

test("each time is told by itself where there is room between them", () => {
  const svg = drawn([gap(100_000, 110_000), gap(300_000, 320_000)]);
  expect(boxes(svg)).toBe(3 + 2); // The deny in three pieces, and two gaps.
  expect(svg).toContain("undone for 10 seconds. undone for 20 seconds.");
});

test("what would lie over itself is one gap with its number, and no piece of the deny is drawn twice", () => {
  const svg = drawn(Array.from({ length: 50 }, (_, index) => gap(100_000 + index * 100, 100_050 + index * 100)));
  expect(boxes(svg)).toBe(2 + 1);
  expect(svg).toContain("goes on. undone 50 times.</title>");
});

test("a stretch that is drawn larger counts what was undone within it, and nothing else", () => {
  const gaps = [gap(100_000, 101_000), gap(101_100, 102_000), gap(500_000, 501_000), gap(501_100, 502_000)];
  const svg = drawn(gaps, { ...AXIS, from: 450_000 });
  expect(svg).toContain("goes on. undone 2 times.</title>");
});
