// One event of CloudTrail from its record: what happened, who called, and which credential STS gave out.
//
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
import type { Event } from "@aws-sdk/client-cloudtrail";
import * as z from "zod";
import { parseArn } from "../arn.ts";
import type { IssuedCredential, TrailEvent, TrailIdentity } from "../evidence.ts";
import type { Time } from "../model.ts";

/** What is of another type counts as not there: nothing else of the record is lost with it. */
const text = z.string().nullish().catch(undefined);

const issuer = z.object({ type: z.string().catch("unknown"), principalId: text, accountId: text, userName: text });

const identity = z.object({
  type: text,
  principalId: text,
  arn: text,
  accountId: text,
  accessKeyId: text,
  userName: text,
  invokedBy: text,
  sessionContext: z
    .object({
      sessionIssuer: issuer.nullish().catch(undefined),
      attributes: z.object({ creationDate: text }).nullish().catch(undefined),
      ec2RoleDelivery: text,
    })
    .nullish()
    .catch(undefined),
});

/** What STS was asked, and what it answered. */
const exchange = z.object({
  requestParameters: z
    .object({ roleArn: text, roleSessionName: text, targetPrincipal: text })
    .nullish()
    .catch(undefined),
  responseElements: z.object({
    credentials: z.object({ accessKeyId: z.string() }),
    assumedRoleUser: z.object({ arn: z.string(), assumedRoleId: z.string() }).nullish().catch(undefined),
    federatedUser: z.object({ federatedUserId: z.string() }).nullish().catch(undefined),
  }),
});

const record = z.object({
  eventSource: text,
  eventName: text,
  /** Whatever stands there, the call has failed. */
  errorCode: z.string().nullish().catch("unknown"),
  errorMessage: text,
  requestID: text,
  userIdentity: identity.nullish().catch(undefined),
});

type Identity = z.infer<typeof identity>;

/** An event without a readable record is kept by what LookupEvents says of it: it must not vanish. */
export function readTrailEvent(
  { EventId, EventTime, EventSource, EventName, AccessKeyId, CloudTrailEvent }: Event,
  region: string,
): readonly TrailEvent[] {
  if (EventId === undefined || EventTime === undefined) return [];
  const json = parseJson(CloudTrailEvent ?? "");
  const said = record.safeParse(json).data;
  const by = said?.userIdentity;
  const accessKeyId = by?.accessKeyId ?? AccessKeyId;
  const caller = by?.arn ?? by?.principalId ?? by?.invokedBy ?? by?.accountId;
  const issued = said?.eventSource === "sts.amazonaws.com" && !said.errorCode ? issuedBy(json) : undefined;
  return [
    {
      eventId: EventId,
      at: EventTime.toISOString(),
      region,
      source: said?.eventSource ?? EventSource ?? "unknown",
      name: said?.eventName ?? EventName ?? "unknown",
      ...given({
        accessKeyId,
        requestId: said?.requestID,
        errorCode: said?.errorCode,
        errorMessage: said?.errorMessage,
        caller,
        identity: by?.type ? identityOf(by, by.type) : undefined,
        issued,
      }),
    },
  ];
}

function identityOf({ principalId, accountId, userName, sessionContext }: Identity, type: string): TrailIdentity {
  const made = sessionContext?.sessionIssuer;
  return {
    type,
    isInstance: !!sessionContext?.ec2RoleDelivery,
    ...given({
      principalId,
      account: accountId,
      userName,
      issuedAt: creationTime(sessionContext?.attributes?.creationDate),
      issuer: made && {
        type: made.type,
        ...given({ principalId: made.principalId, account: made.accountId, userName: made.userName }),
      },
    }),
  };
}

/** Recorded as `2023-07-10T11:55:22Z` and as `20131102T010628Z`. */
function creationTime(said: string | null | undefined): Time | undefined {
  const spread = said?.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const ms = Date.parse(spread ?? "");
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** A service's AssumeRole may be recorded without `assumedRoleUser`: then the granted request says which role. */
function issuedBy(json: unknown): IssuedCredential | undefined {
  const parsed = exchange.safeParse(json);
  if (!parsed.success) return undefined;
  const { requestParameters: asked, responseElements: answered } = parsed.data;
  const { accessKeyId } = answered.credentials;
  const role = answered.assumedRoleUser
    ? assumedRole(answered.assumedRoleUser.arn, answered.assumedRoleUser.assumedRoleId)
    : requestedRole(asked?.roleArn, asked?.roleSessionName);
  const federatedName = answered.federatedUser?.federatedUserId.split(":")[1];
  return { accessKeyId, ...given({ role, federatedName, rootOf: rootAccount(asked?.targetPrincipal) }) };
}

/** `arn:aws:sts::111122223333:assumed-role/NAME/SESSION`: the path of the role is not in it. */
function assumedRole(text: string, assumedRoleId: string): IssuedCredential["role"] {
  const arn = parseArn(text);
  const [kind, name, session] = arn?.resource.split("/") ?? [];
  if (!arn || kind !== "assumed-role" || !name || !session) return undefined;
  return { account: arn.account, name, session, ...given({ id: assumedRoleId.split(":")[0] }) };
}

function requestedRole(
  roleArn: string | null | undefined,
  session: string | null | undefined,
): IssuedCredential["role"] {
  const arn = parseArn(roleArn ?? "");
  const name = arn?.resource.startsWith("role/") ? arn.resource.split("/").at(-1) : undefined;
  return arn && name && session ? { account: arn.account, name, session } : undefined;
}

/**
 * AssumeRoot takes the account's number or its root's ARN:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 */
function rootAccount(target: string | null | undefined): string | undefined {
  return parseArn(target ?? "")?.account ?? (target || undefined);
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], null | undefined> };

/** Only the members that are there. */
function given<T extends object>(members: T): Given<T> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null && value !== undefined && value !== ""),
  ) as Given<T>; // What was filtered out is what the type leaves out.
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
