// Which form a log file has, by its beginning.

/**
 * `trail`: `{"Records":[…]}` as CloudTrail delivers it. `lines`: a record on each line, so that a broken one spoils no other.
 * `other`: whatever else holds records.
 */
export type LogForm = "trail" | "lines" | "other";

/** `isWhole`: the bytes are all of the file; else their last line may go on. */
export function formOf(bytes: Buffer, isWhole: boolean): LogForm {
  if (/^\s*\{\s*"Records"\s*:\s*\[/.test(bytes.toString("utf8", 0, 128))) return "trail";
  if (/^\s*\[/.test(bytes.toString("utf8", 0, 128))) return "other";
  if (behindTime(bytes, 0, bytes.length) > 0) return "lines";
  const [first, second, third] = firstLines(bytes, isWhole);
  if (!first || !second) return "other";
  // The first may be broken. Two in a row are no part of a list, which has commas between them.
  const isLines = isWholeObject(first) || (isWholeObject(second) && (third ? isWholeObject(third) : isWhole));
  return isLines ? "lines" : "other";
}

export const NEWLINE = 0x0a;

/**
 * Where the record begins on a line: CloudWatch Logs' export tasks write the time of the event, and a blank, before it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3Export.html
 */
export function behindTime(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] === BRACE || end - start < TIME_LENGTH) return start;
  const said = String.fromCharCode(...bytes.subarray(start, start + TIME_LENGTH));
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z $/.test(said) ? start + TIME_LENGTH : start;
}

const BRACE = 0x7b;
const TIME_LENGTH = "2026-03-01T09:00:00.000Z ".length;

/** Three at most. */
function firstLines(bytes: Buffer, isWhole: boolean): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; lines.length < 3 && start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0 && !isWhole) break;
    lines.push(bytes.subarray(start, end < 0 ? bytes.length : end));
    start = end < 0 ? bytes.length : end + 1;
  }
  return lines;
}

function isWholeObject(line: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(line.subarray(behindTime(line, 0, line.length)).toString());
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
