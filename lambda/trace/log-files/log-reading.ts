// Reading one unpacked log file, block by block, and no record of it that need not be read.
import { nextText, rarePart } from "./find-text.ts";
import { mayBeHidden } from "./hidden-text.ts";
import { hashOf, keysIn } from "./key-index.ts";
import { collectFinding, type LogFinding, type LogJob } from "./log-finding.ts";
import { formOf, type LogForm } from "./log-form.ts";
import { createLineSplitter } from "./split-lines.ts";
import { createSplitter, type Splitter } from "./split-records.ts";
import { utf16Of } from "./text-encoding.ts";

export type LogReading = {
  /** A file that fits into memory is one block. */
  read(block: Buffer, isLast: boolean): void;
  finding(): LogFinding;
};

export function readLog(job: LogJob): LogReading {
  const values = [...new Set(job.wishes.map(({ value }) => value))];
  /** Those that are not only asked for as keys. */
  const others = new Set(job.wishes.flatMap(({ attribute, value }) => (attribute === "AccessKeyId" ? [] : value)));
  const found = collectFinding(job);
  let sought: readonly string[] = values;
  let form: LogForm | undefined;
  let splitter: Splitter | undefined;
  let keys: Uint32Array | undefined;
  let rest: Buffer = Buffer.alloc(0);
  let records = 0;
  let isUtf16 = false;

  /** Most files hold nothing of what is asked for, which shows without looking at their records. */
  function heldBy(whole: Buffer): readonly string[] {
    if (!CLOSED.test(whole.toString("latin1", whole.length - 16)) || mayBeHidden(whole, values)) return values;
    const hashes = keysIn(whole);
    keys = hashes && Uint32Array.from(hashes);
    return values.filter((value) =>
      hashes && !others.has(value) ? hashes.has(hashOf(value)) : whole.includes(rarePart(value)),
    );
  }

  function readRecords(bytes: Buffer, splitter: Splitter, isLast: boolean): void {
    const places = splitter.split(bytes, isLast);
    for (const [start, end] of withHits(places, hitsIn(bytes, sought))) found.take(bytes.toString("utf8", start, end));
    records += places.length / 2;
    rest = bytes.subarray(splitter.kept());
  }

  return {
    read(given, isLast) {
      const isFirst = form === undefined;
      const block = isFirst && given.indexOf(BYTE_ORDER_MARK) === 0 ? given.subarray(BYTE_ORDER_MARK.length) : given;
      if (isFirst) isUtf16 = utf16Of(block) !== undefined;
      form ??= formOf(block, isLast);
      found.see(block);
      if (isFirst && isLast && form === "trail" && !job.isKnown) sought = heldBy(block);
      if (sought.length === 0 && keys) return;
      splitter ??= form === "lines" ? createLineSplitter() : createSplitter();
      readRecords(rest.length > 0 ? Buffer.concat([rest, block]) : block, splitter, isLast);
    },
    finding() {
      const isForeign = splitter !== undefined && records === 0 && form !== "trail";
      const troubles = [
        ...(isUtf16 ? ["is written in UTF-16, and too large to be read so: write it in UTF-8"] : []),
        ...(splitter?.troubles() ?? []),
        ...(isForeign ? ["holds no records of CloudTrail"] : []),
      ];
      return { ...found.finding(troubles), ...(keys ? { keys } : {}) };
    },
  };
}

const CLOSED = /\]\s*\}\s*$/;
const BACKSLASH = Buffer.from("\\");
const BYTE_ORDER_MARK = Buffer.from("\ufeff");

/** Where a record must be read: one without a backslash has every text as it is. */
function hitsIn(bytes: Buffer, values: readonly string[]): (from: number) => number {
  if (values.some((value) => value.includes("\ufffd"))) return (from) => from; // What is no UTF-8 reads so.
  return nextText(bytes, [BACKSLASH, ...values]);
}

/** Those of the records that have a hit. The loop over all of them calls nothing: it is compiled once, and not for each file. */
function* withHits(places: readonly number[], next: (from: number) => number): Iterable<readonly [number, number]> {
  let index = 0;
  for (let hit = next(0); hit < Number.POSITIVE_INFINITY; ) {
    while (index < places.length && (places[index + 1] ?? 0) <= hit) index += 2;
    const [start, end] = [places[index], places[index + 1]];
    if (start === undefined || end === undefined) return;
    if (start <= hit) yield [start, end];
    hit = next(start <= hit ? end : start);
  }
}
