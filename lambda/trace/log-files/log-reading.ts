// Reading one unpacked log file, block by block, and no record of it that need not be read.
import { mayBeHidden } from "./hidden-text.ts";
import { hashOf, keysIn } from "./key-index.ts";
import { collectFinding, type LogFinding, type LogJob } from "./log-finding.ts";
import { formOf, type LogForm } from "./log-form.ts";
import { createLineSplitter } from "./split-lines.ts";
import { createSplitter, type Splitter } from "./split-records.ts";

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

  /** Most files hold nothing of what is asked for, which shows without looking at their records. */
  function heldBy(whole: Buffer): readonly string[] {
    if (!CLOSED.test(whole.toString("latin1", whole.length - 16)) || mayBeHidden(whole, values)) return values;
    const hashes = keysIn(whole);
    keys = hashes && Uint32Array.from(hashes);
    return values.filter((value) => (hashes && !others.has(value) ? hashes.has(hashOf(value)) : whole.includes(value)));
  }

  function readRecords(bytes: Buffer, splitter: Splitter, isLast: boolean): void {
    const places = splitter.split(bytes, isLast);
    const mayMatch = prefilter(bytes, sought);
    for (let index = 0; index < places.length; index += 2) {
      const [start = 0, end = 0] = [places[index], places[index + 1]];
      if (mayMatch(start, end)) found.take(bytes.toString("utf8", start, end));
    }
    records += places.length / 2;
    rest = bytes.subarray(splitter.kept());
  }

  return {
    read(given, isLast) {
      const isFirst = form === undefined;
      const block = isFirst && given.indexOf(BYTE_ORDER_MARK) === 0 ? given.subarray(BYTE_ORDER_MARK.length) : given;
      form ??= formOf(block);
      found.see(block);
      if (isFirst && isLast && form === "trail" && !job.isKnown) sought = heldBy(block);
      if (sought.length === 0 && keys) return;
      splitter ??= form === "lines" ? createLineSplitter() : createSplitter();
      readRecords(rest.length > 0 ? Buffer.concat([rest, block]) : block, splitter, isLast);
    },
    finding() {
      const isForeign = splitter !== undefined && records === 0 && form !== "trail";
      const troubles = [...(splitter?.troubles() ?? []), ...(isForeign ? ["holds no records of CloudTrail"] : [])];
      return { ...found.finding(troubles), ...(keys ? { keys } : {}) };
    },
  };
}

const CLOSED = /\]\s*\}\s*$/;
const BACKSLASH = Buffer.from("\\");
const BYTE_ORDER_MARK = Buffer.from("\ufeff");

/**
 * Whether a record may be found, without reading it: one without a backslash has every text as it is. To be asked about one
 * record after the other.
 */
function prefilter(bytes: Buffer, values: readonly string[]): (start: number, end: number) => boolean {
  if (values.some((value) => value.includes("\ufffd"))) return () => true; // What is no UTF-8 reads so.
  const texts = [BACKSLASH, ...values.map((value) => Buffer.from(value))];
  const next = texts.map(() => -1);
  return (start, end) =>
    texts.some((text, index) => {
      if ((next[index] ?? 0) < start) {
        const hit = bytes.indexOf(text, start);
        next[index] = hit < 0 ? Number.POSITIVE_INFINITY : hit;
      }
      return (next[index] ?? 0) + text.length <= end;
    });
}
