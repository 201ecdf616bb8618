// Turns offsets in a policy's text into the lines and columns that SimulatePrincipalPolicy reports.
import type { Position } from "../statement.ts";

/** For the brace at `offset`, the column behind it: `…"Statement": {` at 40 is reported as 41 [recorded]. */
export function positionBehind(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineBegin = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineBegin + 2 };
}
