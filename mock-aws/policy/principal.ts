// The Principal and NotPrincipal elements: whom a statement speaks of, and how directly it names them.
import type { RequestPrincipal } from "./request.ts";

export type PrincipalSet = {
  readonly everyone: boolean;
  /** Named by account id or by the ARN of its root. */
  readonly accounts: ReadonlySet<string>;
  /** ARNs and unique ids of users, roles, role sessions and federated users. */
  readonly names: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly federated: ReadonlySet<string>;
  readonly canonicalUsers: readonly string[];
};

/** Everyone, or values by type, as the document has them. */
export type PrincipalValues = "*" | ReadonlyMap<string, readonly string[]>;

/**
 * How a resource policy's Allow reaches the caller [IAM User Guide, policy evaluation logic]:
 * `direct`: the user or the session itself, or everyone; implicit denies elsewhere in the account do not limit it.
 * `limited`: the role behind the session, or the user behind the federated user; boundary and session policies limit.
 * `account`: the account only, which then decides by the caller's own policies.
 */
export type Grant = "direct" | "limited" | "account";

const ROOT_ARN = /^arn:[^:]+:iam::(\d{12}):root$/;

export function compilePrincipals(values: PrincipalValues): PrincipalSet {
  const of = (type: string) => (values === "*" ? [] : (values.get(type) ?? []));
  const accounts = new Set<string>();
  const names = new Set<string>();
  for (const value of of("AWS")) {
    const account = /^\d{12}$/.test(value) ? value : ROOT_ARN.exec(value)?.[1];
    if (account !== undefined) accounts.add(account);
    else names.add(value);
  }
  return {
    // "*" and {"AWS": "*"} are the same [IAM User Guide, Principal element].
    everyone: values === "*" || names.delete("*"),
    accounts,
    names,
    services: new Set(of("Service")),
    federated: new Set(of("Federated")),
    canonicalUsers: of("CanonicalUser"),
  };
}

export function grantTo(set: PrincipalSet, principal: RequestPrincipal): Grant | undefined {
  if (set.everyone) return "direct";
  switch (principal.type) {
    case "anonymous":
      return undefined;
    case "service":
      return set.services.has(principal.service) ? "direct" : undefined;
    case "saml":
    case "web-identity":
      return set.federated.has(principal.provider) ? "direct" : undefined;
    case "root":
      // Its own only limit is the task of a session that AssumeRoot opened.
      return set.accounts.has(principal.account) ? "limited" : undefined;
    default: {
      const { self, behind } = namesOf(principal);
      if (self.some((name) => set.names.has(name))) return "direct";
      if (behind.some((name) => set.names.has(name))) return "limited";
      return set.accounts.has(principal.account) ? "account" : undefined;
    }
  }
}

/**
 * Whether a NotPrincipal list spares the caller. "You must also specify the account ARN of the not-denied principal";
 * a role session needs its role and the account. What holds when only part is listed depends on the service
 * [IAM User Guide, NotPrincipal element], so that answer is `unclear`.
 */
export function sparedBy(set: PrincipalSet, principal: RequestPrincipal): boolean | "unclear" {
  if (set.everyone) return true;
  if (principal.type === "anonymous") return false;
  if (!("account" in principal) || principal.type === "root") return grantTo(set, principal) !== undefined;
  const { self, behind } = namesOf(principal);
  const account = set.accounts.has(principal.account);
  const selfListed = self.some((name) => set.names.has(name));
  const behindListed = behind.some((name) => set.names.has(name));
  if (!selfListed && !behindListed) return false;
  const enough = principal.type === "role-session" ? behindListed : selfListed;
  return account && enough ? true : "unclear";
}

type Identity = Extract<RequestPrincipal, { type: "user" | "role-session" | "federated-user" }>;

function namesOf(principal: Identity): { self: readonly string[]; behind: readonly string[] } {
  switch (principal.type) {
    case "user":
      return { self: [principal.arn, principal.userId], behind: [] };
    case "role-session":
      return { self: [principal.arn], behind: [principal.roleArn, principal.roleId] };
    case "federated-user":
      return { self: [principal.arn], behind: [principal.userArn, principal.userId] };
  }
}
