// Tables that fit the terminal: what matters least is left out first, then the longest texts are cut, never an id.
import Table from "cli-table3";
import type { Paint } from "./printer.ts";

export type Column<Row> = {
  readonly head: string;
  readonly of: (row: Row) => string;
  /** Colour, put on when the width is known. */
  readonly paint?: (text: string, row: Row, paint: Paint) => string;
  /** Left out where there is no room: the highest number first. Without one the column stays. */
  readonly leaveOut?: number;
  /** May be cut down to so many characters. */
  readonly atLeast?: number;
};

const GAP = 2;

/** Lines without an end; where no table fits, each row is a list of names and values. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number, paint: Paint): string {
  const laidOut = layOut(rows, columns, width);
  if (!laidOut) return rows.map((row) => asList(row, columns, paint)).join("\n\n");
  const grid = new Table({
    head: laidOut.columns.map(({ head }) => paint("dim", head)),
    colWidths: laidOut.widths.map((one, index) => one + (index === laidOut.widths.length - 1 ? 0 : GAP)),
    chars: BARE,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
  });
  for (const row of rows) {
    grid.push(
      laidOut.columns.map((column, index) => {
        const text = cut(column.of(row), laidOut.widths[index] ?? 0);
        return column.paint ? column.paint(text, row, paint) : text;
      }),
    );
  }
  return grid
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

type LaidOut<Row> = { readonly columns: readonly Column<Row>[]; readonly widths: readonly number[] };

function layOut<Row>(rows: readonly Row[], all: readonly Column<Row>[], width: number): LaidOut<Row> | undefined {
  const optional = all.filter(({ leaveOut }) => leaveOut !== undefined);
  const order = optional.toSorted((one, other) => (other.leaveOut ?? 0) - (one.leaveOut ?? 0));
  for (let left = 0; left <= order.length; left++) {
    const out = new Set(order.slice(0, left));
    const columns = all.filter((column) => !out.has(column));
    const widths = squeezed(
      columns,
      columns.map((column) => natural(rows, column)),
      width,
    );
    if (widths) return { columns, widths };
  }
  return undefined;
}

function natural<Row>(rows: readonly Row[], { head, of }: Column<Row>): number {
  return Math.max(head.length, ...rows.map((row) => of(row).length));
}

/** The widest of those that may be cut gives first; undefined where that is not enough. */
function squeezed<Row>(
  columns: readonly Column<Row>[],
  natural: readonly number[],
  width: number,
): readonly number[] | undefined {
  const widths = [...natural];
  const total = () => widths.reduce((sum, one) => sum + one, GAP * (widths.length - 1));
  while (total() > width) {
    const spare = columns.map(({ atLeast, head }, index) =>
      atLeast === undefined ? 0 : (widths[index] ?? 0) - Math.max(atLeast, head.length),
    );
    const most = Math.max(...spare);
    if (most <= 0) return undefined;
    const index = spare.indexOf(most);
    widths[index] = (widths[index] ?? 0) - Math.min(most, total() - width);
  }
  return widths;
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;
}

function asList<Row>(row: Row, columns: readonly Column<Row>[], paint: Paint): string {
  return columns
    .map((column) => {
      const text = column.of(row);
      return `${paint("dim", `${column.head}:`)} ${column.paint ? column.paint(text, row, paint) : text}`;
    })
    .join("\n");
}

const BARE = Object.fromEntries(
  ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"]
    .concat(["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"])
    .map((name) => [name, ""]),
);
