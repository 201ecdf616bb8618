// A call as it is kept with the incident: of its record only what the kinds of residual access read, and no more than fits.
import { createHash } from "node:crypto";
import type { Time } from "../model.ts";
import type { WalkedCall } from "../trace/keep-calls.ts";
import { bytesOf, fitValue } from "./fit-value.ts";
import { type Call, readCall } from "./read-call.ts";
import { given } from "./residual-item.ts";
import { valueAt } from "./values.ts";

export type KeptCall = {
  /** Its place among the incident's calls: what is kept under it again stands in its stead. */
  readonly slot: string;
  /** `iam:CreateUser` */
  readonly name: string;
  readonly at: Time;
  /** The trace's node whose credential signed it. */
  readonly node: string;
  /** The node was merely likely to be the intruder's when the call was kept. */
  readonly likely?: true;
  /** The record was larger than what is kept of a call. */
  readonly cut?: true;
  /** Of the record, as JSON. */
  readonly bytes: number;
  readonly record: Readonly<Record<string, unknown>>;
};

/** Calls that would have mattered and found no room. A walk that is repeated after a crash counts them again. */
export type LeftOut = { readonly call: string; readonly count: number; readonly lastAt: Time };

export type KeptCalls = { readonly calls: readonly KeptCall[]; readonly leftOut: readonly LeftOut[] };

/** Of the request, and of the answer: an item of DynamoDB holds 400 kB, and an incident thousands of calls. */
const MOST_BYTES = 32_000;

export function keptCall(walked: WalkedCall, likely: boolean): { readonly kept: KeptCall; readonly call: Call } {
  const { record, cut } = recordOf(walked);
  const call = readCall({ event: record });
  if (!call) throw new Error(`The call ${walked.eventId} has lost its name on the way to the ledger.`); // recordOf gives one.
  const { at, node, eventId } = walked;
  const marks = given({ likely: likely || undefined, cut: cut || undefined });
  const slot = `${at}#${eventId.slice(0, 100)}`;
  return { kept: { slot, name: call.name, at, node, ...marks, bytes: bytesOf(record), record }, call };
}

/** The same for every call of one node that asks the same of the same place. */
export function questionOf(node: string, { name, account, region, asked }: Call): string {
  return createHash("sha256")
    .update(JSON.stringify([node, name, account, region, asked]))
    .digest("hex")
    .slice(0, 32);
}

/** What LookupEvents says beside the record counts where the record could not be read. */
function recordOf(walked: WalkedCall) {
  const { record, eventId, at, region, source, name, account, readOnly, errorCode } = walked;
  const [asked, answered] = ["requestParameters", "responseElements"].map((part) =>
    fitValue(valueAt(record, part), MOST_BYTES),
  );
  const kept = given({
    eventID: eventId,
    eventTime: at,
    awsRegion: region,
    eventSource: source,
    eventName: name,
    recipientAccountId: account,
    readOnly: valueAt(record, "readOnly") ?? (readOnly || undefined),
    errorCode,
    userIdentity: identityOf(record),
    additionalEventData: picked(valueAt(record, "additionalEventData"), ["AuthenticationMethod"]),
    requestParameters: asked?.value,
    responseElements: answered?.value,
  });
  return { record: kept, cut: asked?.cut === true || answered?.cut === true };
}

function identityOf(record: unknown) {
  const identity = valueAt(record, "userIdentity");
  const creationDate = valueAt(identity, "sessionContext.attributes.creationDate");
  return {
    ...picked(identity, ["type", "arn", "accountId", "accessKeyId", "userName"]),
    ...(creationDate === undefined ? {} : { sessionContext: { attributes: { creationDate } } }),
  };
}

/** Texts only, as they stand there, within bounds. */
function picked(value: unknown, names: readonly string[]): Readonly<Record<string, string>> | undefined {
  const found = names.flatMap((name) => {
    const text = valueAt(value, name);
    return typeof text === "string" ? [[name, text.slice(0, 2_048)] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
