// Who a call or a node belongs to, and whether two of them are the same credential: key, principal and issue time together.
import type { RecordedCall, TraceNode, TracePrincipal } from "./graph.ts";
import { textAt } from "./record-text.ts";

/** Clocks differ, and the trail counts whole seconds. */
const SAME_ISSUE_MS = 5_000;

/** Undefined where the record names nobody. */
export function signerOf({ identity, account, record }: RecordedCall): TracePrincipal | undefined {
  if (!identity) return undefined;
  const [id, suffix] = identity.principalId?.split(":") ?? [];
  const home = identity.account ?? account;
  const issuerArn = textAt(record, "userIdentity", "sessionContext", "sessionIssuer", "arn");
  switch (identity.type) {
    case "AssumedRole":
      return {
        kind: "role",
        account: identity.issuer?.account ?? home,
        ...given({ name: identity.issuer?.userName, id, arn: issuerArn, session: suffix }),
      };
    case "IAMUser":
      return {
        kind: "user",
        account: home,
        ...given({ name: identity.userName, id, arn: textAt(record, "userIdentity", "arn") }),
      };
    case "FederatedUser":
      return {
        kind: "federated-user",
        account: home,
        ...given({ name: suffix, id: identity.issuer?.principalId, issuer: identity.issuer?.userName }),
      };
    case "Root":
      return { kind: "root", account: home };
    case "SAMLUser":
    case "WebIdentityUser":
      return {
        kind: identity.type === "SAMLUser" ? "saml-user" : "web-identity",
        account,
        ...given({ name: identity.userName, issuer: textAt(record, "userIdentity", "identityProvider") }),
      };
    case "AWSAccount":
      return { kind: "account", account: home, ...given({ id: identity.principalId }) };
    case "AWSService":
      return { kind: "aws-service", account, ...given({ name: textAt(record, "userIdentity", "invokedBy") }) };
    default:
      return undefined;
  }
}

/** Unique ids decide where both have them: a role may be deleted, and another made under its name. */
export function isSamePrincipal(one: TracePrincipal, other: TracePrincipal): boolean {
  const agree = (a: string | undefined, b: string | undefined) => a === undefined || b === undefined || a === b;
  return (
    one.kind === other.kind &&
    one.account === other.account &&
    agree(one.id, other.id) &&
    agree(one.name, other.name) &&
    agree(one.session, other.session) &&
    agree(one.issuer, other.issuer)
  );
}

export function isSameIssue(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Math.abs(Date.parse(one) - Date.parse(other)) <= SAME_ISSUE_MS;
}

export function isTemporary(accessKeyId: string | undefined): boolean {
  return accessKeyId?.startsWith("ASIA") === true;
}

/**
 * Whether the node's credential signed the call. A long-term key has no issue time, whatever a record says: what the old
 * console did with one shows the time of the sign-in there.
 */
export function signed(node: TraceNode, call: RecordedCall): boolean {
  if (node.accessKeyId === undefined || call.accessKeyId !== node.accessKeyId) return false;
  const signer = signerOf(call);
  if (!signer || !isSamePrincipal(node.principal, signer)) return false;
  if (!isTemporary(node.accessKeyId) || node.issuedAt === undefined) return true;
  return isSameIssue(node.issuedAt, call.identity?.issuedAt);
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Only the members that are there. */
export function given<T extends object>(members: T): Given<T> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== ""),
  ) as Given<T>; // What was filtered out is what the type leaves out.
}
