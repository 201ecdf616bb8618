// Which form a log file has, by its beginning.

/**
 * `trail`: `{"Records":[…]}` as CloudTrail delivers it. `lines`: a record on each line, so that a broken one spoils no other.
 * `other`: whatever else holds records.
 */
export type LogForm = "trail" | "lines" | "other";

export function formOf(bytes: Buffer): LogForm {
  if (/^\s*\{\s*"Records"\s*:\s*\[/.test(bytes.toString("utf8", 0, 128))) return "trail";
  if (/^\s*\[/.test(bytes.toString("utf8", 0, 128))) return "other";
  const first = bytes.indexOf(NEWLINE);
  if (first < 0 || first === bytes.length - 1) return "other";
  const second = bytes.indexOf(NEWLINE, first + 1);
  const lines = [bytes.subarray(0, first), bytes.subarray(first + 1, second < 0 ? bytes.length : second)];
  return lines.some(isWholeObject) ? "lines" : "other";
}

export const NEWLINE = 0x0a;

function isWholeObject(line: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(line.toString());
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
