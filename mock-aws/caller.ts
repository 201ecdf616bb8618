// A caller as AWS names it: in GetCallerIdentity, in policies and in their condition keys.
import type { Credential, FederatedSession, NoKey, RoleSession } from "./credential.ts";
import type { FederatedIdentity } from "./federated-identity.ts";
import type { User } from "./iam/entities.ts";
import type { RequestPrincipal } from "./policy/request.ts";
import { PARTITION } from "./world.ts";

export type Caller = {
  readonly account: string;
  /** As GetCallerIdentity shows it. */
  readonly arn: string;
  /** `AIDA…`, `AROA…:session`, `account:federated-name` or the account id. */
  readonly userId: string;
  readonly credential: Credential | NoKey;
  readonly principal: RequestPrincipal;
};

/** Somebody who has proved nothing yet, in a call that concerns the account. */
export function nobody(account: string): Caller {
  return {
    account,
    arn: "anonymous",
    userId: "anonymous",
    credential: { kind: "none" },
    principal: { type: "anonymous" },
  };
}

/** Somebody for whom an identity provider of the account vouches. */
export function federatedIdentity(account: string, identity: FederatedIdentity): Caller {
  const { by: type, provider, principalId } = identity;
  const credential = { kind: "none", identity } as const;
  return { account, arn: principalId, userId: principalId, credential, principal: { type, provider } };
}

export function callerOf(credential: Credential): Caller {
  if (credential.kind === "long-term") return userCaller(credential, credential.user);
  const { session } = credential;
  switch (session.type) {
    case "role":
      return roleCaller(credential, session);
    case "federated":
      return federatedCaller(credential, session);
    case "session-token":
      return userCaller(credential, session.user);
  }
}

function userCaller(credential: Credential, user: User | undefined): Caller {
  const { account } = credential;
  if (!user) {
    const arn = rootArn(account);
    return { account, arn, userId: account, credential, principal: { type: "root", account, arn } };
  }
  const principal = { type: "user", account, arn: user.arn, userId: user.id } as const;
  return { account, arn: user.arn, userId: user.id, credential, principal };
}

function roleCaller(credential: Credential, { role, name }: RoleSession): Caller {
  const { account } = credential;
  const arn = `arn:${PARTITION}:sts::${account}:assumed-role/${role.name}/${name}`;
  const principal = { type: "role-session", account, arn, roleArn: role.arn, roleId: role.id } as const;
  return { account, arn, userId: `${role.id}:${name}`, credential, principal };
}

function federatedCaller(credential: Credential, { user, name }: FederatedSession): Caller {
  const { account } = credential;
  const arn = `arn:${PARTITION}:sts::${account}:federated-user/${name}`;
  const principal = {
    type: "federated-user",
    account,
    arn,
    userArn: user?.arn ?? rootArn(account),
    userId: user?.id ?? account,
  } as const;
  return { account, arn, userId: `${account}:${name}`, credential, principal };
}

export function rootArn(account: string): string {
  return `arn:${PARTITION}:iam::${account}:root`;
}
