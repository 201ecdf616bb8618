// Calls as a walk over the trail hands them on.
import type { WalkedCall } from "../../../lambda/trace/keep-calls.ts";
import { readRecordedCall } from "../../../lambda/trace/recorded-call.ts";
import { ACCOUNT, call, type Extra } from "./calls.ts";

/** Signed by the leaked session itself, unless another `node` is named. */
export function walked(
  name: string,
  { node = "leaked", ...extra }: Extra & { readonly node?: string } = {},
): WalkedCall {
  const record = call(name, extra).event as { readonly eventID: string; readonly eventTime: string }; // As call writes it.
  const [read] = readRecordedCall(
    { EventId: record.eventID, EventTime: new Date(record.eventTime), CloudTrailEvent: JSON.stringify(record) },
    "eu-west-1",
    ACCOUNT,
  );
  if (!read) throw new Error("The call was lost.");
  return { ...read, node };
}
