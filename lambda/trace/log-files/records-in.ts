// The records within a text of JSON, out of whatever people and tools wrap them in.
import { textAt, valueAt } from "../record-text.ts";

export type FoundRecord = { readonly record: unknown; readonly json: string };

const DEEPEST = 3;

/**
 * Lists of trails and of LookupEvents; a record as text, as LookupEvents has it; a delivery of EventBridge, and what else
 * keeps one as `event`. Nothing where it is no JSON, and no record either.
 */
export function recordsIn(json: string): readonly FoundRecord[] {
  try {
    return unwrap(JSON.parse(json), json, 0);
  } catch {
    return [];
  }
}

function unwrap(value: unknown, json: string | undefined, depth: number): readonly FoundRecord[] {
  if (depth > DEEPEST || typeof value !== "object" || value === null) return [];
  if (textAt(value, "eventID") !== undefined || textAt(value, "eventName") !== undefined) {
    return [{ record: value, json: json ?? JSON.stringify(value) }];
  }
  const text = textAt(value, "CloudTrailEvent");
  if (text !== undefined) return recordsIn(text);
  const list = Array.isArray(value) ? value : (valueAt(value, "Records") ?? valueAt(value, "Events"));
  if (Array.isArray(list)) return list.flatMap((one) => unwrap(one, undefined, depth + 1));
  return unwrap(valueAt(value, "detail") ?? valueAt(value, "event"), undefined, depth + 1);
}
