// The records within a text of JSON, out of whatever people and tools wrap them in.
import { textAt, valueAt } from "../record-text.ts";

export type FoundRecord = { readonly record: unknown; readonly json: string };

const DEEPEST = 6;

/**
 * The members that hold records, as lists, as objects or as text: of trails and LookupEvents; of EventBridge's deliveries, and
 * what else keeps one as `event`; of CloudWatch Logs, as a subscription, FilterLogEvents and its queries give them.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
const WRAPPERS = [
  ...["Records", "Events", "CloudTrailEvent", "detail", "event"],
  ...["logEvents", "events", "message", "results", "value", "@message"],
];

/** Nothing where it is no JSON, and no record either. */
export function recordsIn(json: string): readonly FoundRecord[] {
  try {
    return unwrap(JSON.parse(json), json, 0);
  } catch {
    return [];
  }
}

function unwrap(value: unknown, json: string | undefined, depth: number): readonly FoundRecord[] {
  if (typeof value === "string") return recordsIn(value);
  if (depth > DEEPEST || typeof value !== "object" || value === null) return [];
  if (textAt(value, "eventID") !== undefined || textAt(value, "eventName") !== undefined) {
    return [{ record: value, json: json ?? JSON.stringify(value) }];
  }
  const within = Array.isArray(value) ? value : WRAPPERS.map((name) => valueAt(value, name));
  return [...within, ...lakeRecords(value)].flatMap((one) => unwrap(one, undefined, depth + 1));
}

/**
 * A row of CloudTrail Lake is a list of its columns, each an object of one member. Where the query has not selected the whole
 * event as text, there is no record.
 */
function lakeRecords(value: object): readonly unknown[] {
  const rows = valueAt(value, "QueryResultRows");
  return Array.isArray(rows) ? rows.flat().map((column) => valueAt(column, "eventJson")) : [];
}
