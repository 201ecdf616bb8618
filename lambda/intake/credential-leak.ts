// Our own event, for whatever has found a leak: `Credential Leak`, version 1. Requests are made of the same members.
import * as z from "zod";
import { BadInputError } from "../bad-input.ts";
import type { Alert, Suspect, Time } from "../model.ts";
import { once } from "../once.ts";
import { alertOf } from "./fields/credential.ts";
import {
  ACCESS_KEY_ID,
  ACCOUNT,
  FEDERATED_NAME,
  IAM_NAME,
  INSTANCE_ID,
  PROFILE_NAME,
  SESSION_NAME,
} from "./fields/names.ts";
import { reader } from "./fields/reader.ts";
import { suspectOfArn } from "./fields/suspect-of-arn.ts";
import { short, unreadable } from "./fields/text.ts";
import { neverSeen, timeOf } from "./fields/time.ts";
import type { Source } from "./source.ts";

const nameOrArn = (form: RegExp) =>
  z
    .string()
    .max(2048)
    .regex(new RegExp(`${form.source}|^arn:`), "must be a name that IAM allows, without its path, or an ARN");

const principal = () =>
  z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("role"),
      name: nameOrArn(IAM_NAME).describe("The role's name without its path, or its ARN"),
      session: z
        .string()
        .regex(SESSION_NAME, "must be a session's name that STS allows")
        .optional()
        .describe("The role session's name"),
    }),
    z.strictObject({
      type: z.literal("user"),
      name: nameOrArn(IAM_NAME).describe("The user's name without its path, or its ARN"),
    }),
    z.strictObject({
      type: z.literal("federated-user"),
      name: z.string().regex(FEDERATED_NAME, "must be a name that STS allows"),
      issuer: z
        .string()
        .regex(IAM_NAME, "must be a user's name")
        .optional()
        .describe("The IAM user whose key asked for the token"),
    }),
    z.strictObject({ type: z.literal("instance-profile"), name: nameOrArn(PROFILE_NAME) }),
    z.strictObject({
      type: z.literal("instance"),
      name: z.string().regex(INSTANCE_ID, "must be an instance's id, i-…").describe("The instance's id"),
    }),
    z.strictObject({ type: z.literal("root") }),
  ]);

/** Version 1 of `detail`. Members may be added to it, never renamed or taken away. */
export const credentialLeakType = once(() =>
  z.strictObject({
    account: z
      .string()
      .regex(ACCOUNT, "must be an account id of 12 digits, without hyphens")
      .optional()
      .describe("The account of the credential, 12 digits"),
    accessKeyId: z
      .string()
      .regex(ACCESS_KEY_ID, "must be an access key's id, AKIA… or ASIA… in capitals")
      .optional()
      .describe("AKIA… or ASIA…; never the secret access key"),
    principal: principal().optional().describe("Whose credential it is"),
    reason: z.string().min(1).max(1000).describe("Why it is taken for leaked"),
    reporter: z.string().min(1).max(200).describe("Who or what has found it"),
    observedAt: z.iso.datetime({ offset: true }).optional().describe("When the credential was last seen misused"),
    scope: z.enum(["role", "session"]).optional().describe("Deny all sessions of the role, or the one that has leaked"),
    dryRun: z.literal(true).optional().describe("Say what would be done, and touch nothing"),
  }),
);

/** As an event: it may also be a drill, which reports nothing. */
const eventType = () =>
  credentialLeakType().extend({
    drill: z
      .literal(true)
      .optional()
      .describe("Go the whole way and touch nobody, whatever else is said: a drill names no credential"),
  });

const event = reader(eventType);

export type CredentialLeak = z.infer<ReturnType<typeof credentialLeakType>>;

/** What a leak does not say itself. A principal without an account is taken to be of `account`. */
export type Given = Pick<Alert, "source" | "id"> & {
  /** The time of the alert, where the leak was observed at none. */
  readonly at?: Time | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** Of whoever reads it, where the leak says no Region. */
  readonly ownRegion?: string | undefined;
  readonly sentFrom?: string | undefined;
  /** Whom AWS has seen calling; never the leak's own `reporter`, who may be anybody. */
  readonly wishedBy?: string | undefined;
};

/** Of an event or of a request. Throws BadInputError where it names nobody, or contradicts itself. */
export function leakAlert(leak: CredentialLeak, given: Given): Alert {
  if (leak.accessKeyId === undefined && leak.principal === undefined) {
    throw new BadInputError("The credential leak names nobody: give accessKeyId or principal, or both.");
  }
  const whose = leak.principal?.type ?? "user";
  if (leak.accessKeyId?.startsWith("AKIA") && whose !== "user" && whose !== "root") {
    throw new BadInputError(
      `The credential leak contradicts itself: ${leak.accessKeyId} is a long-term key, which only users and root have, and its principal is of type ${whose}. Name the key alone, or the principal alone.`,
    );
  }
  const lastSeen = timeOf(leak.observedAt) ?? given.at;
  if (lastSeen === undefined) throw neverSeen("The credential leak");
  const { principal, account } = suspectAndAccount(leak, given);
  const { source, id, region = "unknown", sentFrom, wishedBy } = given;
  const title = short(`${leak.reason} (reported by ${leak.reporter})`);
  const about = { source, id: short(id), type: "Credential Leak", title, region, sample: false, lastSeen } as const;
  const alert = alertOf({ ...about, sentFrom, wishedBy }, { principal, account, accessKeyId: leak.accessKeyId });
  return { ...alert, ...(leak.scope ? { scope: leak.scope } : {}), ...(leak.dryRun ? { dryRun: true } : {}) };
}

function suspectAndAccount(leak: CredentialLeak, { account: home, region, ownRegion }: Given) {
  const { principal } = leak;
  if (!principal) return { principal: { kind: "access-key" } as const, account: leak.account };
  if (principal.type === "root") return { principal: { kind: "root" } as const, account: leak.account ?? home };
  if (!principal.name.startsWith("arn:")) return { principal: suspectOf(principal), account: leak.account ?? home };
  const named = suspectOfArn(principal.name, region ?? ownRegion);
  if (named && !ACCOUNT.test(named.account)) {
    throw new BadInputError(
      `The credential leak's principal is of the account ${named.account}: this responder acts in its own partition alone. Tell whoever looks after that account.`,
    );
  }
  if (named?.principal.kind !== principal.type || named.account !== (leak.account ?? named.account)) {
    throw new BadInputError(
      `The credential leak's principal.name is an ARN, but of no ${principal.type} of its account: give the ARN of the ${principal.type}, or its name and its account.`,
    );
  }
  const session = "session" in principal && principal.session ? { session: principal.session } : {};
  return { principal: { ...named.principal, ...session }, account: named.account };
}

function suspectOf(principal: Exclude<NonNullable<CredentialLeak["principal"]>, { type: "root" }>): Suspect {
  switch (principal.type) {
    case "role":
      return { kind: "role", name: principal.name, ...(principal.session ? { session: principal.session } : {}) };
    case "federated-user":
      return {
        kind: "federated-user",
        name: principal.name,
        ...(principal.issuer ? { issuer: principal.issuer } : {}),
      };
    case "instance":
      return { kind: "instance", id: principal.name };
    default:
      return { kind: principal.type, name: principal.name };
  }
}

/** Anybody who may put events on the bus may send it; that is the permission to guard. The rule brings drills as well. */
export const credentialLeak: Source = {
  name: "credential-leak",
  pattern: { source: ["credential-leak"], "detail-type": ["Credential Leak"] },
  parse: (detail, { id, account, time, region }) => {
    if (detail["drill"] === true) return []; // Whatever else it says: it never becomes an alert.
    const parsed = event(detail);
    if (!parsed.success) throw unreadable("The credential leak", parsed.error);
    const named = parsed.data.accessKeyId ?? parsed.data.principal?.type ?? "";
    return [
      leakAlert(parsed.data, {
        source: "credential-leak",
        id: id ?? named,
        account,
        at: time,
        region,
        sentFrom: account,
      }),
    ];
  },
};

/** docs/schemas/credential-leak.v1.json, made by bin/schemas.ts. */
export function credentialLeakSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(eventType());
  return {
    $schema,
    $id: "credential-leak.v1.json",
    title: "Credential Leak",
    description: "The detail of an event that reports a leaked AWS credential, version 1",
    ...rest,
    anyOf: [{ required: ["accessKeyId"] }, { required: ["principal"] }, { required: ["drill"] }],
  };
}
