// Whose key it is, by one event of CloudTrail: who signed with it, or who got it from STS.
import type { TrailEvent, TrailIdentity } from "../evidence.ts";
import type { Suspect, Time } from "../model.ts";
import { isAccount, isName, isRoleId, isUserId } from "./identifiers.ts";

/** The owner that an event names. */
export type Witness = {
  readonly account: string;
  readonly principal: Suspect;
  readonly issuedAt?: Time;
  /** When it was seen. */
  readonly at: Time;
};

/** The one who signed the call. Names are looked at again: IAM is asked for them. */
export function signer({ identity, at }: TrailEvent): Witness | undefined {
  if (!identity) return undefined;
  const owner = ownerOf(identity);
  if (!owner || !isAccount(owner.account)) return undefined;
  return { ...owner, at, ...(identity.issuedAt === undefined ? {} : { issuedAt: identity.issuedAt }) };
}

/** The one for whom STS has made the key; CloudTrail shows it even where it was never used. */
export function receiver({ name, issued, identity, at }: TrailEvent, accessKeyId: string): Witness | undefined {
  if (issued?.accessKeyId !== accessKeyId) return undefined;
  const owner = issued.role
    ? roleOwner(issued.role)
    : issued.rootOf === undefined
      ? ownerOfToken(name, issued.federatedName, identity)
      : { account: issued.rootOf, principal: { kind: "root" } as const };
  return owner && isAccount(owner.account) ? { ...owner, issuedAt: at, at } : undefined;
}

type Named = Pick<Witness, "account" | "principal">;

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function ownerOf({ type, principalId = "", account = "", userName, issuer }: TrailIdentity): Named | undefined {
  const [id = "", suffix = ""] = principalId.split(":");
  switch (type) {
    case "AssumedRole":
      return issuer?.userName === undefined
        ? undefined
        : roleOwner({ account: issuer.account ?? account, name: issuer.userName, id, session: suffix });
    case "IAMUser":
      return userName === undefined ? undefined : userOwner(account, userName, id);
    case "FederatedUser":
      return issuer ? federatedOwner(issuer, suffix) : undefined;
    case "Root":
      return { account, principal: { kind: "root" } };
    default:
      return undefined;
  }
}

/** GetFederationToken and GetSessionToken: the key belongs to whoever asked. */
function ownerOfToken(call: string, federated: string | undefined, asker: TrailIdentity | undefined) {
  if (!asker) return undefined;
  if (call === "GetFederationToken") return federated === undefined ? undefined : federatedOwner(asker, federated);
  return call === "GetSessionToken" ? ownerOf(asker) : undefined;
}

function roleOwner(role: {
  readonly account: string;
  readonly name: string;
  readonly id?: string;
  readonly session: string;
}): Named | undefined {
  const { account, name, id, session } = role;
  if (!isName(name) || !isName(session)) return undefined;
  return { account, principal: { kind: "role", name, session, ...(id !== undefined && isRoleId(id) ? { id } : {}) } };
}

function userOwner(account: string, name: string, id: string): Named | undefined {
  return isName(name) ? { account, principal: { kind: "user", name, ...(isUserId(id) ? { id } : {}) } } : undefined;
}

/** A token that root has asked for is root's: no policy of IAM limits it. */
function federatedOwner(
  { type, account = "", userName }: Pick<TrailIdentity, "type" | "account" | "userName">,
  name: string,
): Named | undefined {
  if (type === "Root") return { account, principal: { kind: "root" } };
  if (type !== "IAMUser" || userName === undefined || !isName(userName) || !isName(name)) return undefined;
  return { account, principal: { kind: "federated-user", name, issuer: userName } };
}
