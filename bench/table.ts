// Rows as a table for the terminal.
import type { Row } from "./benchmark.ts";

const HEADINGS = ["name", "value", "unit", "baseline", "value", "ratio"];
const NUMBERS = new Set([1, 4, 5]);

export function toTable(rows: readonly Row[]): string {
  const cells = rows.map(({ name, value, unit, baseline, baselineValue, ratio }) => [
    name,
    grouped(value),
    unit,
    baseline,
    grouped(baselineValue),
    `${grouped(ratio)}×`,
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...cells.map((line) => (line[column] ?? "").length)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, column) =>
        NUMBERS.has(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return `${[line(HEADINGS), line(widths.map((width) => "─".repeat(width))), ...cells.map(line)].join("\n")}\n`;
}

function grouped(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 3 });
}
