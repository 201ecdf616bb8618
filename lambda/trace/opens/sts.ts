// Sessions that STS gave out, and tokens for use outside AWS.

import type { RecordedCall, TracePrincipal } from "../graph.ts";
import { given } from "../identity.ts";
import { textAt, textsIn, valueAt } from "../record-text.ts";
import { type Opened, type Opener, roleByArn } from "./opened.ts";

const ROLE_MOST_MS = 12 * 60 * 60_000;
const TOKEN_MOST_MS = 36 * 60 * 60_000;

export const openedBySts: Opener = (call, by) => {
  if (call.source !== "sts.amazonaws.com") return [];
  if (call.name === "GetWebIdentityToken") return [tokenOf(call, by)];
  const { issued } = call;
  if (!issued) return [];
  const principal = receiverOf(call, by);
  if (!principal) return [];
  const most = principal.kind === "role" ? ROLE_MOST_MS : TOKEN_MOST_MS;
  return [
    {
      form: "key",
      accessKeyId: issued.accessKeyId,
      principal,
      sure: "issued",
      issuedAt: call.at, // To the second what later calls carry as creationDate [recorded].
      ...given({
        expiresAt: endOf(textAt(call.record, "responseElements", "credentials", "expiration"), call.at, most),
        sourceIdentity: sourceIdentityOf(call),
      }),
    },
  ];
};

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
function receiverOf({ name, issued, record }: RecordedCall, by: TracePrincipal): TracePrincipal | undefined {
  if (issued?.role) {
    const { account, name: role, id, session } = issued.role;
    const asked = roleByArn(textAt(record, "requestParameters", "roleArn"));
    const arn = asked?.account === account && asked.name === role ? asked.arn : undefined;
    return { kind: "role", account, name: role, session, ...given({ id, arn }) };
  }
  if (issued?.rootOf !== undefined) return { kind: "root", account: issued.rootOf };
  if (name === "GetFederationToken" && issued?.federatedName !== undefined) {
    if (by.kind === "root") return { kind: "federated-user", account: by.account, name: issued.federatedName };
    return {
      kind: "federated-user",
      account: by.account,
      name: issued.federatedName,
      ...given({ id: by.id, issuer: by.name }),
    };
  }
  return name === "GetSessionToken" ? by : undefined;
}

/** It is carried on by whatever a session with one opens: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html */
function sourceIdentityOf({ record, sourceIdentity }: RecordedCall): string | undefined {
  return (
    textAt(record, "responseElements", "sourceIdentity") ??
    textAt(record, "requestParameters", "sourceIdentity") ??
    sourceIdentity
  )?.slice(0, 64); // The most that STS takes.
}

/** Good outside AWS until it ends, whatever becomes of the session: no policy here reaches it. */
function tokenOf({ record, at, eventId }: RecordedCall, by: TracePrincipal): Opened {
  const seconds = valueAt(record, "requestParameters", "durationSeconds");
  const length = typeof seconds === "number" ? Math.min(seconds, 3600) : 300; // The API's default and its most.
  const said = Date.parse(textAt(record, "responseElements", "expiration") ?? "");
  const end = Number.isNaN(said) ? Date.parse(at) + length * 1000 : said;
  const audiences = textsIn(valueAt(record, "requestParameters", "audience")).map(({ text }) => text.slice(0, 100));
  return {
    form: "jwt",
    principal: by,
    sure: "issued",
    about: `${eventId} ${audiences.slice(0, 3).join(" ")}`.trim(),
    issuedAt: at,
    expiresAt: new Date(end).toISOString(),
  };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Jul 10, 2023, 6:30:22 PM`, with or without the second comma, in UTC [recorded]. Undefined where it cannot be. */
function endOf(said: string | undefined, issuedAt: string, most: number): string | undefined {
  const form = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d\d):(\d\d)\s([AP])M$/u;
  const [, month = "", day, year, hour, minute, second, half] = form.exec(said ?? "") ?? [];
  const hours = (Number(hour) % 12) + (half === "P" ? 12 : 0);
  const end = Date.UTC(Number(year), MONTHS.indexOf(month), Number(day), hours, Number(minute), Number(second));
  const length = end - Date.parse(issuedAt);
  return length > 0 && length <= most + 60_000 ? new Date(end).toISOString() : undefined;
}
