// One call of the intruder from its record in CloudTrail, whatever way the record came.
//
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
import { createHash } from "node:crypto";
import { callName } from "../call-outcome.ts";
import { trailTime } from "./trail-time.ts";
import { textOf, valueAt } from "./values.ts";

/** A call, as the trace found it or as it was recorded. */
export type TracedCall = {
  /**
   * CloudTrail's record, parsed or as text; also inside what LookupEvents gives (`CloudTrailEvent`) or EventBridge delivers
   * (`detail`).
   */
  readonly event: unknown;
  /** Somebody who is not of the incident: such a call can end what the intruder has left, and leaves nothing. */
  readonly byOther?: true;
};

export type Call = {
  /** CloudTrail's id, else one that is made of the record. */
  readonly id: string;
  /** Milliseconds; infinity where the record does not say. */
  readonly at: number;
  readonly region: string | undefined;
  /** The account where it happened, 12 digits. */
  readonly account: string | undefined;
  /** `lambda:AddPermission`: without the version that Lambda and CloudFront append to a name. */
  readonly name: string;
  readonly readOnly: boolean;
  readonly refused: boolean;
  readonly asked: unknown;
  readonly answered: unknown;
  readonly record: unknown;
  readonly byOther: boolean;
};

/** Undefined where it is no record of a call. */
export function readCall({ event, byOther }: TracedCall): Call | undefined {
  const record = recordOf(event);
  const source = textAt(record, "eventSource");
  const operation = textAt(record, "eventName")?.replace(VERSION, "");
  if (source === undefined || !operation) return undefined;
  const name = callName(source.toLowerCase(), operation);
  const account = textAt(record, "recipientAccountId") ?? textAt(record, "userIdentity.accountId");
  return {
    id: textAt(record, "eventID") ?? `without-id-${digest(record)}`,
    at: trailTime(valueAt(record, "eventTime")) ?? Number.POSITIVE_INFINITY,
    region: textAt(record, "awsRegion"),
    account: account !== undefined && /^\d{12}$/.test(account) ? account : undefined,
    name,
    readOnly: isReadOnly(valueAt(record, "readOnly"), operation),
    refused:
      textAt(record, "errorCode") !== undefined || valueAt(record, "responseElements.ConsoleLogin") === "Failure",
    asked: unwrapped(valueAt(record, "requestParameters"), `${operation}Request`),
    answered: unwrapped(valueAt(record, "responseElements"), `${operation}Response`),
    record,
    byOther: byOther === true,
  };
}

/** `AddPermission20150331v2` of Lambda, `CreateDistribution2020_05_31` of CloudFront. */
const VERSION = /(20\d{6}(v\d+)?|20\d\d_\d\d_\d\d)$/;

function recordOf(event: unknown): unknown {
  const value = typeof event === "string" ? parseJson(event) : event;
  const inner =
    valueAt(value, "CloudTrailEvent") ??
    (valueAt(value, "eventName") === undefined ? valueAt(value, "detail") : undefined);
  return inner === undefined ? value : typeof inner === "string" ? parseJson(inner) : inner;
}

/** Old records do not say; then the name does, as far as AWS's habits go. */
function isReadOnly(said: unknown, operation: string): boolean {
  if (said === undefined || said === null) return /^(Describe|Get|List|Head|Lookup|Search|BatchGet)/.test(operation);
  return said === true || said === "true";
}

/** EC2's newer operations write `{"DeleteFlowLogsRequest": {…}}`. */
function unwrapped(value: unknown, wrapper: string): unknown {
  return valueAt(value, wrapper) ?? value;
}

function textAt(record: unknown, path: string): string | undefined {
  return textOf(valueAt(record, path));
}

function digest(record: unknown): string {
  return createHash("sha256").update(JSON.stringify(record)).digest("hex").slice(0, 12);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
