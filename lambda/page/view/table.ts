// A table with a caption, that scrolls by itself where the window is narrow.
import { html, raw } from "hono/html";
import type { Html } from "./html-text.ts";

type Cell = Html | string | number;

export type Table = {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
};

/** Nothing where there are no rows. */
export function table({ caption, columns, rows }: Table): Html {
  if (rows.length === 0) return html``;
  const openings = columns.map((column) => String(html`<td data-label="${column}">`));
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${raw(rows.map((row) => tableRow(row, openings)).join(""))}</tbody>
</table></div>`;
}

/** In a narrow window each cell says itself what it is. Put together by hand: long pages are made of cells. */
function tableRow([first = "", ...rest]: readonly Cell[], [, ...openings]: readonly string[]): string {
  const cells = rest.map((cell, index) => `${openings[index]}${escaped(cell)}</td>`);
  return `<tr><th scope="row">${escaped(first)}</th>${cells.join("")}</tr>\n`;
}

/** What is HTML is escaped already, and no promise: nothing in a cell is waited for. */
function escaped(cell: Cell): string {
  return typeof cell === "string" ? String(html`${cell}`) : String(cell);
}
