// The fast road beside LookupEvents: records as EventBridge delivers them, seconds after the call.
import { BadInputError } from "../bad-input.ts";
import { absorb } from "./absorb.ts";
import type { RecordedCall, TraceGraph } from "./graph.ts";
import { signed } from "./identity.ts";
import type { WalkedCall } from "./keep-calls.ts";
import { textAt } from "./record-text.ts";
import { readRecordedCall } from "./recorded-call.ts";
import { MOST_NODES } from "./walk.ts";

export type Heard = { readonly graph: TraceGraph; readonly calls: readonly WalkedCall[] };

/**
 * What the calls add to the graph: those that a credential of it has signed, and then those that one of theirs has, in
 * whatever order they came. The next walk reads them again and does not count them twice; a walk alone would have found the
 * same.
 */
export function absorbHeard(graph: TraceGraph, heard: readonly RecordedCall[]): Heard {
  const calls: WalkedCall[] = [];
  let now = graph;
  let rest = heard;
  for (;;) {
    const left: RecordedCall[] = [];
    for (const call of rest) {
      const node = now.nodes.find((one) => signed(one, call));
      if (!node) {
        left.push(call);
        continue;
      }
      const absorbed = absorb(now, node.id, [call], MOST_NODES);
      now = absorbed.graph;
      calls.push(...absorbed.calls.map((fresh) => ({ ...fresh, node: node.id })));
    }
    if (left.length === rest.length) return { graph: now, calls };
    rest = left;
  }
}

/**
 * `detail` of an `AWS API Call via CloudTrail`: the record itself. Undefined where it is none. Throws BadInputError for one
 * that is nested too deep: EventBridge brings none, but whoever may invoke the function can.
 */
export function readHeardCall(record: unknown): RecordedCall | undefined {
  const [id, time, region, account] = ["eventID", "eventTime", "awsRegion", "recipientAccountId"].map((name) =>
    textAt(record, name),
  );
  const at = new Date(time ?? "");
  if (!id || !region || !account || Number.isNaN(at.getTime())) return undefined;
  const event = { EventId: id, EventTime: at, CloudTrailEvent: textOf(record) };
  return readRecordedCall(event, region, account)[0];
}

function textOf(record: unknown): string {
  try {
    return JSON.stringify(record);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new BadInputError("The call on the trail is nested too deep to be read.", { cause });
  }
}
