// A caller as CloudTrail describes it in `userIdentity`.
import type { Caller } from "../caller.ts";
import type { Credential, RoleSession } from "../credential.ts";
import type { UserIdentity } from "./trail-record.ts";

const iso = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;

export function userIdentityOf(caller: Caller): UserIdentity {
  const { credential, account } = caller;
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
        sessionContext: { attributes },
      };
    case "federated":
      return { type: "FederatedUser", ...base, sessionContext: { sessionIssuer: issuerOf(credential), attributes } };
    case "role":
      return { type: "AssumedRole", ...base, sessionContext: roleContext(credential, session, attributes) };
  }
}

function issuerOf(credential: Credential) {
  const user =
    credential.kind === "temporary" && credential.session.type !== "role" ? credential.session.user : undefined;
  if (!user) return { type: "Root", principalId: credential.account, accountId: credential.account };
  return { type: "IAMUser", principalId: user.id, arn: user.arn, accountId: user.account, userName: user.name };
}

function roleContext(credential: Credential, session: RoleSession, attributes: object) {
  const { role, origin } = session;
  const instance = origin.by === "service" ? origin.instance : undefined;
  const isFederated = origin.by === "web-identity" || origin.by === "saml";
  return {
    sessionIssuer: {
      type: "Role",
      principalId: role.id,
      arn: role.arn,
      accountId: credential.account,
      userName: role.name,
    },
    webIdFederationData: isFederated ? { federatedProvider: origin.provider, attributes: origin.attributes } : {},
    attributes,
    ...(session.sourceIdentity === undefined ? {} : { sourceIdentity: session.sourceIdentity }),
    ...(instance ? { ec2RoleDelivery: instance.delivery } : {}),
  };
}
