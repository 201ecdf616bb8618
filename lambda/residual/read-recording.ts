// Calls from a file of CloudTrail records: one JSON array, {"Records": […]} as trails write, {"Events": […]} as LookupEvents
// answers, a single record, or one record a line.
import type { TracedCall } from "./read-call.ts";
import { listOf, valueAt } from "./values.ts";

/** What cannot be read stays in the list, for residualOf to count. */
export function readRecording(text: string): readonly TracedCall[] {
  const whole = parseJson(text);
  if (whole !== undefined) return recordsIn(whole).map((event) => ({ event }));
  return text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [{ event: parseJson(line) ?? line }]));
}

function recordsIn(value: unknown): readonly unknown[] {
  return listOf(valueAt(value, "Records") ?? valueAt(value, "Events") ?? value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
