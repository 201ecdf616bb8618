// Whose credential it is, as far as the words of CloudTrail say: user type, principal id, name.
import type { Suspect } from "../../model.ts";
import { FEDERATED_NAME, IAM_NAME, isOf, onlyIf, SERVICE_NAME, UNIQUE_ID } from "./names.ts";
import { short } from "./text.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export type Identity = {
  readonly type?: string | undefined;
  /** `AROA…:session` for a role's session, `account:name` for a federated user. */
  readonly principalId?: string | undefined;
  readonly name?: string | undefined;
  readonly accessKeyId?: string | undefined;
  /** The IAM user behind a federated one. */
  readonly issuer?: string | undefined;
};

type Read = Identity & { readonly id: string | undefined; readonly session: string | undefined };

/** By type, in the spellings of CloudTrail; findings of anomalies write them in upper case with underscores. */
const SUSPECTS: Readonly<Record<string, (read: Read) => Suspect | undefined>> = {
  root: () => ({ kind: "root" }),
  federateduser: federatedUser,
  awsservice: ({ name }) => (isOf(SERVICE_NAME, name) ? { kind: "aws-service", name } : undefined),
  assumedrole: role,
  role,
  iamuser: ({ id, name }) => (isOf(IAM_NAME, name) ? { kind: "user", name, ...(id ? { id } : {}) } : undefined),
};

/** Without a name that IAM allows: the unique id, else the bare key, else nobody that can be looked for. */
export function suspectOf(identity: Identity): Suspect {
  const read = { ...identity, ...takeApart(identity.principalId) };
  if (isOfAnotherAccount(identity)) return unnamed({ ...read, id: undefined });
  const said = (identity.type ?? "").toLowerCase().replaceAll("_", "");
  const type = read.id?.startsWith("AROA") ? "role" : said === "" && read.id ? "iamuser" : said;
  const named = Object.hasOwn(SUSPECTS, type) ? SUSPECTS[type]?.(read) : undefined;
  return named ?? unnamed(read);
}

/** A key of another account than the one that reports it: nobody there can be asked by name. */
export function isOfAnotherAccount(identity: Identity): boolean {
  return /^aws_?account$/i.test(identity.type ?? "");
}

function unnamed({ id, session, accessKeyId, type, principalId }: Read): Suspect {
  if (id) return { kind: "unique-id", id, ...(session ? { session } : {}) };
  if (accessKeyId) return { kind: "access-key" };
  return { kind: "unknown", said: short(`${type ?? "no user type"}, principal ${principalId ?? "not named"}`) };
}

function role({ id, session, name }: Read): Suspect | undefined {
  if (!isOf(IAM_NAME, name)) return undefined;
  return { kind: "role", name, ...(id ? { id } : {}), ...(session ? { session } : {}) };
}

function federatedUser({ principalId, name, issuer }: Read): Suspect | undefined {
  const federated = /^\d{12}:(.*)$/.exec(principalId ?? "")?.[1] ?? name;
  if (!isOf(FEDERATED_NAME, federated)) return undefined;
  return { kind: "federated-user", name: federated, ...(isOf(IAM_NAME, issuer) ? { issuer } : {}) };
}

function takeApart(principalId = ""): Pick<Read, "id" | "session"> {
  const [id, ...session] = principalId.split(":");
  return { id: onlyIf(UNIQUE_ID, id), session: onlyIf(IAM_NAME, session.join(":")) };
}
