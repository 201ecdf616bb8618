// A table with a caption, that scrolls by itself where the window is narrow.
import { html } from "hono/html";
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
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => tableRow(row, columns))}</tbody>
</table></div>`;
}

/** In a narrow window each cell says itself what it is. */
function tableRow([first, ...rest]: readonly Cell[], [, ...columns]: readonly string[]): Html {
  return html`<tr><th scope="row">${first}</th>${rest.map((cell, index) => html`<td data-label="${columns[index]}">${cell}</td>`)}</tr>\n`;
}
