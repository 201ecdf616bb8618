// Dead letters as a person reads them: what each is about, why nobody has answered it, what came of it now.
import { plainText } from "../../lambda/words/plain-text.ts";
import type { Printer } from "../output/printer.ts";
import { safely } from "../output/safe-text.ts";
import { type Column, table } from "../output/table.ts";
import { wrap } from "../output/wrap.ts";
import type { DeadLetter, Replayed } from "../redrive/replay.ts";

export function showLetters({ line, columns, paint }: Printer, letters: readonly DeadLetter[]): void {
  if (letters.length > 0) line(table(letters.map(rowOf), COLUMNS, columns, paint));
}

type Row = ReturnType<typeof rowOf>;

function rowOf({ id, region, at, about, whose, why, because = "" }: DeadLetter) {
  return safely({ id, region, at, about, whose, why: `${why} ${because}`.trim() });
}

const COLUMNS: readonly Column<Row>[] = [
  { head: "ID", of: ({ id }) => id },
  { head: "SINCE", of: ({ at }) => at.replace(/\.\d+Z$/, "Z") },
  { head: "REGION", of: ({ region }) => region, leaveOut: 1 },
  { head: "WHAT", of: ({ about }) => about, atLeast: 20 },
  { head: "WHOSE", of: ({ whose }) => whose, atLeast: 20 },
  { head: "WHY", of: ({ why }) => why, atLeast: 30 },
];

const MARK = { answered: "✔", failed: "✖", left: "•" } as const;

export function showReplayed({ line, columns }: Printer, { id }: DeadLetter, end: Replayed): void {
  line(wrap(`${MARK[end.outcome]} ${id} ${wordsOf(end)}`, columns, { indent: "  " }));
}

function wordsOf(end: Replayed): string {
  if (end.outcome === "failed") return `failed again, and lies there still: ${plainText(end.error)}`;
  if (end.outcome === "left") return end.because;
  const { incident, status, incidents } = Object(end.answer);
  if (typeof incident === "string") return plainText(`answered: incident ${incident}, ${status}`);
  return Array.isArray(incidents) && incidents.length > 0 ? `answered: ${incidents.length} incidents` : "answered";
}
