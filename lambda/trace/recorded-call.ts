// One event of LookupEvents with its whole record, for whoever asks what a call has opened or left behind.
import type { Event } from "@aws-sdk/client-cloudtrail";
import type { RecordedCall } from "./graph.ts";
import { textAt, valueAt } from "./record-text.ts";
import { readTrailEvent } from "./trail-record.ts";

/** CloudTrail blanks most of them itself; session tokens it keeps. None of them goes further than here. */
const SECRET = /^(secretAccessKey|sessionToken|.*password|secretString|secretBinary|webIdentityToken|sAMLAssertion)$/i;
/** A text without any of these has none of them: a member's name hides only behind an escape. Most records are read faster so. */
const MAY_HOLD_SECRET = /secret|token|password|assertion|\\u/i;

export function readRecordedCall(event: Event, region: string, account: string): readonly RecordedCall[] {
  const record = parseRecord(event.CloudTrailEvent ?? "");
  return readTrailEvent(event, region).map((read) => {
    const sourceIp = textAt(record, "sourceIPAddress");
    const userAgent = textAt(record, "userAgent");
    const sourceIdentity = textAt(record, "userIdentity", "sessionContext", "sourceIdentity")?.slice(0, 64);
    const console = valueAt(record, "sessionCredentialFromConsole");
    return {
      ...read,
      account,
      readOnly: valueAt(record, "readOnly") === true || event.ReadOnly === "true",
      ...(sourceIp === undefined ? {} : { sourceIp }),
      ...(userAgent === undefined ? {} : { userAgent }),
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      // "Shows whether or not an event originated from an AWS Management Console session", and is left out where not:
      // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
      fromConsole: console === true || console === "true",
      record,
    };
  });
}

function parseRecord(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = MAY_HOLD_SECRET.test(text) ? JSON.parse(text, withoutSecret) : JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

function withoutSecret(name: string, value: unknown): unknown {
  return SECRET.test(name) && typeof value === "string" ? undefined : value;
}
