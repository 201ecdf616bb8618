// When the credential that signed a call ends: what STS said when it gave it out, else the longest that it can last.
import type { Call } from "./read-call.ts";
import { trailTime } from "./trail-time.ts";
import { textOf, valueAt } from "./values.ts";

export type CredentialEnds = (call: Call) => number | undefined;

const HOUR_MS = 3_600_000;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html */
const LONGEST_ROLE_SESSION_MS = 12 * HOUR_MS;
const LONGEST_USER_SESSION_MS = 36 * HOUR_MS;

/** The last end that any of these calls gives a key: key ids can recur. Nothing for long-term keys, which have no end. */
export function credentialEnds(calls: readonly Call[]): CredentialEnds {
  const told = new Map<string, number>();
  for (const { answered } of calls) {
    const key = textOf(valueAt(answered, "credentials.accessKeyId"));
    const end = trailTime(valueAt(answered, "credentials.expiration"));
    if (key !== undefined && end !== undefined) told.set(key, Math.max(end, told.get(key) ?? 0));
  }
  return ({ record }) => {
    const key = textOf(valueAt(record, "userIdentity.accessKeyId"));
    const issued = trailTime(valueAt(record, "userIdentity.sessionContext.attributes.creationDate"));
    const isRole = valueAt(record, "userIdentity.type") === "AssumedRole";
    const longest = isRole ? LONGEST_ROLE_SESSION_MS : LONGEST_USER_SESSION_MS;
    return (key === undefined ? undefined : told.get(key)) ?? (issued === undefined ? undefined : issued + longest);
  };
}
