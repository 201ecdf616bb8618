// A caller as CloudTrail describes it in `userIdentity`.
import type { Caller } from "../caller.ts";
import type { NoKey, RoleSession, TemporaryKey, TokenSession } from "../credential.ts";
import type { UserIdentity } from "./trail-record.ts";

const iso = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;

export function userIdentityOf(caller: Caller): UserIdentity {
  const { credential, account } = caller;
  if (credential.kind === "none") return unsignedIdentity(caller.userId, credential);
  const base = { principalId: caller.userId, arn: caller.arn, accountId: account, accessKeyId: credential.accessKeyId };
  if (credential.kind === "long-term") {
    return credential.user ? { type: "IAMUser", ...base, userName: credential.user.name } : { type: "Root", ...base };
  }
  const { session } = credential;
  const attributes = { creationDate: iso(credential.issuedAt), mfaAuthenticated: String(credential.mfa) };
  switch (session.type) {
    case "session-token":
      return {
        type: session.user ? "IAMUser" : "Root",
        ...base,
        ...(session.user ? { userName: session.user.name } : {}),
        sessionContext: { attributes, ...taskContext(session) },
      };
    case "federated":
      return { type: "FederatedUser", ...base, sessionContext: { sessionIssuer: issuerOf(credential), attributes } };
    case "role":
      return { type: "AssumedRole", ...base, sessionContext: roleContext(credential, session, attributes) };
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-track-privileged-tasks.html */
function taskContext({ task }: TokenSession) {
  if (!task) return {};
  const { sourceIdentity } = task;
  return { assumedRoot: "true", ...(sourceIdentity === undefined ? {} : { sourceIdentity }) };
}

/** Who could not prove who it is has no name on the trail: whatever it called itself, anybody could. */
function unsignedIdentity(principalId: string, { identity }: NoKey): UserIdentity {
  if (!identity) return { type: "Unknown" };
  const type = identity.by === "saml" ? "SAMLUser" : "WebIdentityUser";
  return { type, principalId, userName: identity.subject, identityProvider: identity.identityProvider };
}

function issuerOf(credential: TemporaryKey) {
  const user = credential.session.type === "role" ? undefined : credential.session.user;
  if (!user) return { type: "Root", principalId: credential.account, accountId: credential.account };
  return { type: "IAMUser", principalId: user.id, arn: user.arn, accountId: user.account, userName: user.name };
}

function roleContext(credential: TemporaryKey, session: RoleSession, attributes: object) {
  const { role, origin } = session;
  const instance = origin.by === "service" ? origin.instance : undefined;
  return {
    sessionIssuer: {
      type: "Role",
      principalId: role.id,
      arn: role.arn,
      accountId: credential.account,
      userName: role.name,
    },
    webIdFederationData: origin.by === "web-identity" ? { federatedProvider: origin.provider, attributes: {} } : {},
    attributes,
    ...(session.sourceIdentity === undefined ? {} : { sourceIdentity: session.sourceIdentity }),
    ...(instance ? { ec2RoleDelivery: instance.delivery } : {}),
  };
}
