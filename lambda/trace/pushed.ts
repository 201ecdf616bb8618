// The fast road beside LookupEvents: one record as EventBridge delivers it, seconds after the call.
import { type Absorbed, absorb } from "./absorb.ts";
import type { RecordedCall, TraceGraph } from "./graph.ts";
import { signed } from "./identity.ts";
import { textAt } from "./record-text.ts";
import { readRecordedCall } from "./recorded-call.ts";
import { MOST_NODES } from "./walk.ts";

/**
 * Undefined where no credential of the graph has signed it. The next walk reads the call again and does not count it twice;
 * a walk alone would have found the same.
 */
export function absorbPushed(graph: TraceGraph, record: unknown): (Absorbed & { readonly node: string }) | undefined {
  const call = readPushed(record);
  const node = call && graph.nodes.find((one) => signed(one, call));
  return call && node && { ...absorb(graph, node.id, [call], MOST_NODES), node: node.id };
}

/** `detail` of an `AWS API Call via CloudTrail`: the record itself. */
function readPushed(record: unknown): RecordedCall | undefined {
  const [id, time, region, account] = ["eventID", "eventTime", "awsRegion", "recipientAccountId"].map((name) =>
    textAt(record, name),
  );
  const at = new Date(time ?? "");
  if (!id || !region || !account || Number.isNaN(at.getTime())) return undefined;
  const event = { EventId: id, EventTime: at, CloudTrailEvent: JSON.stringify(record) };
  return readRecordedCall(event, region, account)[0];
}
