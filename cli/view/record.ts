// The record in words: what was found again and again is one line that says how often.
import type { Presented } from "../../lambda/answers.ts";
import { entryWords } from "../../lambda/words/entry-words.ts";
import type { Printer } from "../output/printer.ts";
import { wrap } from "../output/wrap.ts";

type Line = { readonly at: string; readonly text: string; readonly times: number; readonly last: string };

export function showRecord(to: Printer, { entries }: Presented): void {
  for (const { at, text, times, last } of linesOf(entries)) {
    const words = times === 1 ? text : `${text} (${times} times, the last ${last})`;
    to.line(wrap(words, to.columns, { first: `  ${to.paint("dim", at)} `, indent: " ".repeat(4) }));
  }
}

/** Neighbours alone: what came in between stays where it was. */
function linesOf(entries: Presented["entries"]): readonly Line[] {
  const lines: Line[] = [];
  for (const entry of entries) {
    const [text, before] = [entryWords(entry), lines.at(-1)];
    if (before?.text === text) lines[lines.length - 1] = { ...before, times: before.times + 1, last: entry.at };
    else lines.push({ at: entry.at, text, times: 1, last: entry.at });
  }
  return lines;
}
