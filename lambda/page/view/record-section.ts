// Entries of the record, each in one line with its number, its time and its hash; older and newer ones behind links.
import { html } from "hono/html";
import type { Looked } from "../../answers.ts";
import { entryWords } from "../../words/entry-words.ts";
import { code, type Html, said } from "./html-text.ts";
import { instant } from "./moment.ts";
import { table } from "./table.ts";

/** `path`: of the incident's page; undefined where nobody can go to another one. */
export function recordSection({ record, entries }: Omit<Looked, "incident">, path?: string): Html {
  const [first, last] = [record[0]?.seq ?? 0, record.at(-1)?.seq ?? 0];
  if (record.length === 0) return html`<p>There are ${entries} entries, and none of them is here.</p>`;
  const isAll = record.length === entries;
  return html`${isAll ? "" : html`<p>Entries ${first} to ${last} of ${entries}; the report has all. ${path === undefined ? "" : neighbours(path, { first, last, entries, count: record.length })}</p>`}
${table({
  caption: "Entries: each hash is over the entry and all before it",
  columns: ["No.", "When", "What", "Type", "Hash"],
  rows: record.map((entry) => [
    entry.seq,
    instant(entry.at),
    said(entryWords(entry)),
    entry.type,
    entry.hash === undefined ? "" : html`<span title="${entry.hash}">${code(entry.hash.slice(0, 12))}</span>`,
  ]),
})}`;
}

type Place = { readonly first: number; readonly last: number; readonly entries: number; readonly count: number };

function neighbours(path: string, { first, last, entries, count }: Place): Html {
  const later = last + count + 1;
  const newer = later > entries ? `${path}#record` : `${path}?before=${later}#record`;
  return html`${first > 1 ? html`<a href="${path}?before=${first}#record">Older entries</a> ` : ""}${last < entries ? html`<a href="${newer}">Newer entries</a>` : ""}`;
}
