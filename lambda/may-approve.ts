// Whether somebody may answer for an incident: named as an approver, and not the one whose credential has leaked.
//
// GetCallerIdentity answers under any explicit deny, also to the thief. So nobody answers for an incident about a principal of
// theirs, in whatever session: STS does not say when a session was issued.
import { arnMatches, parseArn } from "./arn.ts";
import { isFound } from "./asking-alerts.ts";
import type { CallerIdentity } from "./caller-identity.ts";
import type { Incident } from "./incident.ts";

export type Permission = { readonly may: true } | { readonly may: false; readonly because: string };

type About = Pick<Incident, "account" | "principal">;
type Asked = About & Pick<Incident, "alerts">;

/** The incident's own principal, and whoever was found since. */
function everybody({ account, principal, alerts }: Asked): readonly About[] {
  const found = alerts
    .filter(isFound)
    .map((alert) => ({ account: alert.account ?? account, principal: alert.principal }));
  return [{ account, principal }, ...found];
}

/** `approvers` are ARN patterns; where there are none, everybody of an account in `accounts`, which the responder serves. */
export function mayApprove(
  caller: CallerIdentity,
  approvers: readonly string[],
  incident: Asked,
  accounts: readonly string[],
): Permission {
  const [bias] = everybody(incident).flatMap((about) => biasOf(caller, about) ?? []);
  if (bias !== undefined) return { may: false, because: bias };
  if (approvers.length === 0) {
    if (accounts.includes(caller.account)) return { may: true };
    return { may: false, because: `${caller.arn} is of an account that this responder does not serve.` };
  }
  const names = [caller.arn, roleArnOf(caller)].filter((name) => name !== undefined);
  if (approvers.some((pattern) => names.some((name) => arnMatches(pattern, name)))) return { may: true };
  return { may: false, because: `${caller.arn} is not among those who may approve (approval.approvers).` };
}

/** STS leaves the path out: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function roleArnOf({ arn, account }: CallerIdentity): string | undefined {
  const { role } = sessionOf(arn);
  return role === undefined ? undefined : `arn:${parseArn(arn)?.partition}:iam::${account}:role/${role}`;
}

function sessionOf(arn: string): { readonly role?: string; readonly session?: string } {
  const [, role, session] = /^assumed-role\/([^/]+)\/([^/]+)$/.exec(parseArn(arn)?.resource ?? "") ?? [];
  return role === undefined || session === undefined ? {} : { role, session };
}

/** Why the caller may be the one whom the incident is about; undefined: is not. */
function biasOf(caller: CallerIdentity, incident: About): string | undefined {
  const { principal } = incident;
  const own = `${caller.arn} cannot answer for an incident about its own credential.`;
  switch (principal.kind) {
    case "role":
      return isRole(caller, incident.account, principal) ? own : undefined;
    case "unique-id":
      return hasId(caller, principal.id) ? own : undefined;
    case "user":
      return isUser(caller, incident.account, principal) ? own : undefined;
    case "federated-user": // Of whichever user it is, where nobody says.
      return isUser(caller, incident.account, { name: principal.issuer }) ? own : undefined;
    case "identity-center-user":
      return isPerson(caller, principal.session) ? own : undefined;
    case "root":
      return isRoot(caller, incident.account) ? own : undefined;
    default:
      return `Nobody can answer for an incident as long as it is not known whose credential it is (${principal.kind}).`;
  }
}

function hasId({ userId }: CallerIdentity, id: string | undefined): boolean {
  return id !== undefined && userId.split(":")[0] === id;
}

/** Names in IAM are unique whatever their case, and an alert is not always written in the one that IAM keeps. */
function isSameName(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

/** A role that was made anew under the name is still too near. */
function isRole(
  caller: CallerIdentity,
  account: string,
  { name, id }: { readonly name: string; readonly id?: string },
): boolean {
  return hasId(caller, id) || (caller.account === account && isSameName(sessionOf(caller.arn).role, name));
}

/** Also every federated user of the account: root may ask for such tokens too. */
function isRoot({ account, arn }: CallerIdentity, of: string): boolean {
  return account === of && /^(root$|federated-user\/)/.test(parseArn(arn)?.resource ?? "");
}

/** Also every federated user of the account: STS does not say which IAM user's key has made one. */
function isUser(
  caller: CallerIdentity,
  account: string,
  { name, id }: { readonly name: string | undefined; readonly id?: string },
): boolean {
  if (hasId(caller, id)) return true;
  if (caller.account !== account) return false;
  const [type, ...path] = parseArn(caller.arn)?.resource.split("/") ?? [];
  if (type === "federated-user") return true;
  return type === "user" && (name === undefined || isSameName(path.at(-1), name));
}

/** Identity Center sets the name of the session, in every account and with every permission set the same for one person. */
function isPerson({ arn }: CallerIdentity, session: string): boolean {
  const caller = sessionOf(arn);
  return caller.role?.startsWith("AWSReservedSSO_") === true && caller.session === session;
}
