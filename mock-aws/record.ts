// The trail's line for a call: who, what, where, with which outcome, and no secret.
import type { AwsError } from "./aws-error.ts";
import { appendToTrail } from "./cloudtrail/trail.ts";
import type { TrailEntry, TrailRecord, UserIdentity } from "./cloudtrail/trail-record.ts";
import { userIdentityOf } from "./cloudtrail/user-identity.ts";
import { uuid } from "./ids.ts";
import type { Call, Operation, Service, TrailDetail } from "./operation.ts";
import { HOME_REGION } from "./world.ts";

export type Outcome = {
  readonly output?: unknown;
  readonly error?: AwsError;
  /** The members that the caller sent: defaults that filled up the input are no part of the request. */
  readonly sent?: readonly string[];
};

/** Writes the call to the caller's trail, and to that of every other account that sees it. */
export function record(
  call: Call,
  service: Service,
  operation: Operation | { readonly name: string; readonly readOnly: boolean },
  input: unknown,
  outcome: Outcome,
): readonly TrailEntry[] {
  const detail = detailOf(call, operation, input, outcome);
  const { world } = call;
  const seesToo = (account: string) => account !== call.caller.account && world.accounts.has(account);
  const others = (detail.alsoSeenBy ?? []).filter(seesToo);
  const sharedEventID = others.length > 0 ? uuid(world.random) : undefined;
  const line = (account: string, userIdentity: UserIdentity): TrailRecord => ({
    eventVersion: "1.11",
    userIdentity,
    eventTime: `${new Date(call.now).toISOString().slice(0, 19)}Z`,
    eventSource: service.eventSource,
    eventName: trailName(operation),
    awsRegion: service.global ? HOME_REGION : call.region,
    sourceIPAddress: call.sourceIp,
    userAgent: call.request.headers["user-agent"] ?? "-",
    ...failure(service, outcome.error),
    requestParameters: orNull(detail.requestParameters),
    responseElements: detail.responseElements ?? null,
    ...(detail.additionalEventData === undefined ? {} : { additionalEventData: detail.additionalEventData }),
    requestID: call.requestId,
    eventID: uuid(world.random),
    readOnly: operation.readOnly,
    ...(detail.resources ? { resources: detail.resources } : {}),
    eventType: "AwsApiCall",
    managementEvent: !isDataEvent(operation),
    recipientAccountId: account,
    ...(sharedEventID === undefined ? {} : { sharedEventID }),
    eventCategory: isDataEvent(operation) ? "Data" : "Management",
  });
  const own = appendToTrail(world, line(call.caller.account, userIdentityOf(call.caller)));
  const stranger: UserIdentity = {
    type: "AWSAccount",
    principalId: call.caller.userId,
    accountId: call.caller.account,
  };
  return [own, ...others.map((account) => appendToTrail(world, line(account, stranger)))];
}

/** A request without parameters has none on the trail: null [recorded]. */
function orNull(parameters: unknown): unknown {
  return Object.keys(Object(parameters)).length === 0 ? null : parameters;
}

function trailName(operation: { readonly name: string; readonly trailName?: string }): string {
  return operation.trailName ?? operation.name;
}

function isDataEvent(operation: object): boolean {
  return "dataEvent" in operation && operation.dataEvent === true;
}

function failure(service: Service, error: AwsError | undefined) {
  if (!error) return {};
  return { errorCode: service.trailCode?.(error.code) ?? error.code, errorMessage: error.message };
}

function onlySent(input: unknown, sent: readonly string[] | undefined): unknown {
  if (sent === undefined || typeof input !== "object" || input === null) return input;
  return Object.fromEntries(Object.entries(input).filter(([member]) => sent.includes(member)));
}

function detailOf(call: Call, operation: object, input: unknown, outcome: Outcome): TrailDetail {
  if (input === undefined) return {}; // Not understood: it may hold secrets in places that nobody expects.
  const own: TrailDetail =
    "trail" in operation && typeof operation.trail === "function"
      ? ((operation as Operation).trail?.(input, outcome.output, call) ?? {})
      : {};
  const readOnly = "readOnly" in operation && operation.readOnly === true;
  return {
    ...("requestParameters" in own ? {} : { requestParameters: lowerCamel(onlySent(input, outcome.sent)) }),
    ...("responseElements" in own || outcome.output === undefined || readOnly
      ? {}
      : { responseElements: lowerCamel(outcome.output) }),
    ...own,
  };
}

const SECRET = /^(secretAccessKey|sessionToken|password|newPassword|oldPassword|secretString|secretBinary)$/i;

/** CloudTrail writes names as `roleName` where the API says `RoleName`, times as text, and no secrets. */
export function lowerCamel(value: unknown): unknown {
  if (value instanceof Date) return value.toUTCString();
  if (Array.isArray(value)) return value.map(lowerCamel);
  if (value instanceof Uint8Array) return undefined;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !SECRET.test(name))
      .map(([name, member]) => [name.slice(0, 1).toLowerCase() + name.slice(1), lowerCamel(member)]),
  );
}
