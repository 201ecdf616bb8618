// One record as CloudTrail writes it to log files and as Athena gives it back: the same call that LookupEvents tells of.
//
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
import * as z from "zod";
import type { RecordedCall } from "./graph.ts";
import { readRecordedCall } from "./recorded-call.ts";

const text = z.string().optional().catch(undefined);

const record = z.object({
  eventID: z.string(),
  eventTime: z.string(),
  awsRegion: z.string(),
  recipientAccountId: text,
  userIdentity: z.object({ accountId: text }).optional().catch(undefined),
});

/** `json`: the record alone. Nothing where it does not say what it is, when and where it happened. */
export function callOfRecord(json: string): readonly RecordedCall[] {
  const said = record.safeParse(parse(json)).data;
  const account = said?.recipientAccountId ?? said?.userIdentity?.accountId;
  const at = Date.parse(said?.eventTime ?? "");
  if (!said || account === undefined || Number.isNaN(at)) return [];
  const event = { EventId: said.eventID, EventTime: new Date(at), CloudTrailEvent: json };
  return readRecordedCall(event, said.awsRegion, account);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
