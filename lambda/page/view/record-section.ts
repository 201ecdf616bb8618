// Every entry of the record in one line, with its number, its time and its hash.
import { html } from "hono/html";
import type { Presented } from "../../answers.ts";
import { entryWords } from "../../words/entry-words.ts";
import { code, type Html, said } from "./html-text.ts";
import { instant } from "./moment.ts";
import { table } from "./table.ts";

export function recordSection({ entries }: Presented): Html {
  if (entries.length === 0) return html`<p>The entries were not read here.</p>`;
  const shown = entries.slice(-MOST_SHOWN);
  const left = entries.length - shown.length;
  return html`${left === 0 ? "" : html`<p>The latest ${MOST_SHOWN} of ${entries.length} entries; the report has all.</p>`}
${table({
  caption: "Entries: each hash is over the entry and all before it",
  columns: ["No.", "When", "What", "Type", "Hash"],
  rows: shown.map((entry) => [
    entry.seq,
    instant(entry.at),
    said(entryWords(entry)),
    entry.type,
    entry.hash === undefined ? "" : html`<span title="${entry.hash}">${code(entry.hash.slice(0, 12))}</span>`,
  ]),
})}`;
}

const MOST_SHOWN = 200;
