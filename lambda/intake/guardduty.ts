// GuardDuty findings that name an access key: recognised by shape, since types get renamed and split.
import { z } from "zod";
import { BadInputError } from "../bad-input.ts";
import type { Alert, Suspect } from "../model.ts";

/**
 * Any finding with `resource.accessKeyDetails`, which findings about S3 and others carry too. Exact lists of types fall
 * silent: `InstanceCredentialExfiltration` became `.InsideAWS` and `.OutsideAWS` one day.
 */
export const GUARDDUTY_PATTERN = {
  source: ["aws.guardduty"],
  "detail-type": ["GuardDuty Finding"],
  $or: ["accessKeyId", "principalId", "userName", "userType"].map((member) => ({
    detail: { resource: { accessKeyDetails: { [member]: [{ exists: true }] } } },
  })),
};

/** GuardDuty writes absent values as nothing, as "" and as the text "null". */
const optionalText = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === null || text === "" || text === "null" ? undefined : text));

/** Text or seconds since 1970; what is no time is none. Only who is meant may make a finding unreadable. */
const time = z
  .union([z.string(), z.number()])
  .optional()
  .catch(undefined)
  .transform((value) => timeOf(typeof value === "number" ? new Date(value * (value > 1e11 ? 1 : 1000)) : value));

/** The longest text of a source that is kept: an item of the ledger has room for 400 KB. */
const LONGEST_TEXT = 500;

function short(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_AccessKeyDetails.html */
const accessKeyDetails = z.object({
  accessKeyId: optionalText,
  principalId: optionalText,
  userName: optionalText,
  userType: optionalText,
});

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html, in the event's camelCase */
const finding = z.object({
  id: z.string().min(1).transform(short),
  type: z.string().min(1).transform(short),
  accountId: z.string().regex(/^\d{12}$/, "must be an account id of 12 digits"),
  region: z.string().catch("unknown"),
  severity: z.number().nullish().catch(undefined),
  title: optionalText.catch(undefined),
  updatedAt: time,
  resource: z.object({ accessKeyDetails: accessKeyDetails.nullish() }),
  service: z
    .object({
      eventFirstSeen: time,
      eventLastSeen: time,
      additionalInfo: z.record(z.string(), z.unknown()).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
});

type Finding = z.infer<typeof finding>;

/**
 * Undefined for a finding that names no access key. Throws BadInputError where it cannot be read. `deliveredAt` stands in
 * for the time of a finding that gives none.
 */
export function parseGuardDuty(detail: unknown, deliveredAt: string | undefined): Alert | undefined {
  const parsed = finding.safeParse(detail);
  if (!parsed.success) {
    throw new BadInputError(`The GuardDuty finding cannot be read: ${z.prettifyError(parsed.error)}`);
  }
  const found = parsed.data;
  const details = found.resource.accessKeyDetails;
  if (!details) return undefined;
  const lastSeen = found.service?.eventLastSeen ?? found.updatedAt ?? timeOf(deliveredAt);
  if (lastSeen === undefined) {
    throw new BadInputError(`The GuardDuty finding ${found.id} says in no readable form when it was last seen.`);
  }
  const firstSeen = found.service?.eventFirstSeen;
  return {
    source: "guardduty",
    id: found.id,
    type: found.type,
    title: short(found.title ?? found.type),
    ...(typeof found.severity === "number" ? { severity: found.severity } : {}),
    account: found.accountId,
    region: found.region,
    ...(details.accessKeyId === undefined ? {} : { accessKeyId: details.accessKeyId }),
    principal: suspectOf(details),
    sample: isSample(found),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    lastSeen,
  };
}

function timeOf(value: string | Date | undefined): string | undefined {
  const ms = value instanceof Date ? value.getTime() : Date.parse(value ?? "");
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/**
 * Samples say so in one of two encodings, or bear ids that no real thing has; any of them is enough. A name is not: whoever
 * may create roles would hide one behind it.
 */
function isSample(found: Finding): boolean {
  const info = found.service?.additionalInfo;
  if (isTrue(info?.["sample"]) || saysSample(info?.["value"])) return true;
  const { accessKeyId, userType, principalId } = found.resource.accessKeyDetails ?? {};
  return [accessKeyId, userType, principalId].some((text) => text?.startsWith("GeneratedFinding"));
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

function saysSample(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null && "sample" in parsed && isTrue(parsed.sample);
  } catch {
    return false; // Other texts stand here too, for other findings.
  }
}

type Named = { readonly id: string; readonly session: string | undefined; readonly name: string | undefined };

/** By `userType`, in the spellings of CloudTrail; findings of anomalies write them in upper case with underscores. */
const SUSPECTS: Readonly<Record<string, (named: Named) => Suspect | undefined>> = {
  root: () => ({ kind: "root" }),
  federateduser: ({ session, name }) => ({ kind: "federated-user", name: session ?? name ?? "" }),
  awsservice: ({ name }) => ({ kind: "aws-service", name: name ?? "" }),
  assumedrole: roleSuspect,
  role: roleSuspect,
  iamuser: ({ id, name }) => (isName(name) ? { kind: "user", name, ...(id === "" ? {} : { id }) } : undefined),
};

function roleSuspect({ id, session, name }: Named): Suspect | undefined {
  if (!isName(name)) return undefined;
  return { kind: "role", name, ...(id === "" ? {} : { id }), ...(session === undefined ? {} : { session }) };
}

/** `principalId` is `AROA…:session` for a role's session and `account:name` for a federated user. */
function suspectOf({ principalId, userName, userType, accessKeyId }: z.infer<typeof accessKeyDetails>): Suspect {
  const [id = "", session] = splitOnce(principalId ?? "");
  const said = (userType ?? "").toLowerCase().replaceAll("_", "");
  const type = id.startsWith("AROA") ? "role" : said;
  const unknown = `${userType ?? "no userType"}, principal ${principalId ?? "not named"}, key ${accessKeyId ?? "not named"}`;
  return SUSPECTS[type]?.({ id, session, name: userName }) ?? { kind: "unknown", said: unknown };
}

/** What IAM allows as a name: anything else is not one, whoever wrote it. */
function isName(text: string | undefined): text is string {
  return text !== undefined && /^[\w+=,.@-]{1,128}$/.test(text);
}

function splitOnce(text: string): [string, string | undefined] {
  const colon = text.indexOf(":");
  return colon === -1 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}
