// Alert → principal, with its state before we touch it, by what kind of principal the alert names.
import type { Alert, Resolution, Suspect } from "../model.ts";
import type { Places } from "../places.ts";
import { isIdentityCenterRole } from "./identity-center-role.ts";
import { ROLE_PERMISSIONS, resolveRole } from "./role.ts";
import { resolveUser, USER_PERMISSIONS } from "./user.ts";

/** What this stage asks of AWS in the credential's account: the deployed role's policy is made of it. */
export const RESOLVE_PERMISSIONS: readonly string[] = [...ROLE_PERMISSIONS, ...USER_PERMISSIONS];

type SuspectOf<K extends Suspect["kind"]> = Extract<Suspect, { readonly kind: K }>;

/**
 * Whom the alert means: one round of reads, side by side, for roles and users; more only for people of Identity Center.
 * Rejects where AWS does not answer: then nothing is known, and whoever delivered the alert tries again. `wantsSessions`: the
 * state of the session-scoped deny is read too.
 */
export async function resolve(alert: Alert, places: Places, wantsSessions: boolean): Promise<Resolution> {
  const suspect = alert.principal;
  switch (suspect.kind) {
    case "role":
      return resolveNamedRole(alert, suspect, places, wantsSessions);
    case "user":
      return resolveNamedUser(alert, { ...suspect, accessKeyId: alert.accessKeyId }, places);
    case "federated-user":
      return resolveFederatedUser(alert, suspect, places);
    case "root":
      return resolveNamedRoot(alert, places);
    default:
      return notFound(notCovered(suspect));
  }
}

async function resolveNamedRole(
  alert: Alert,
  suspect: SuspectOf<"role">,
  places: Places,
  wantsSessions: boolean,
): Promise<Resolution> {
  if (!isName(suspect.name)) return notFound(noName("role", suspect.name));
  const aws = await servedAccount(alert, places);
  if (!aws) return notFound(notServed(alert));
  const resolution = await resolveRole(aws, suspect, wantsSessions);
  if (!resolution.found || resolution.principal.kind !== "role") return resolution;
  const { principal } = resolution;
  if (!isIdentityCenterRole(principal)) return resolution;
  const { resolveIdentityCenterUser } = await import("./identity-center.ts");
  return resolveIdentityCenterUser(places, principal);
}

async function resolveNamedUser(
  alert: Alert,
  wish: Parameters<typeof resolveUser>[1],
  places: Places,
): Promise<Resolution> {
  if (!isName(wish.name)) return notFound(noName("user", wish.name));
  const aws = await servedAccount(alert, places);
  if (!aws) return notFound(notServed(alert));
  return resolveUser(aws, wish);
}

/** The deny belongs on the user whose key asked for the token. */
async function resolveFederatedUser(
  alert: Alert,
  { name, issuer }: SuspectOf<"federated-user">,
  places: Places,
): Promise<Resolution> {
  if (issuer === undefined) {
    return notFound(
      `The credential is the federated user ${quoted(name)}'s, and nothing tells which IAM user asked for the token. Look for GetFederationToken in CloudTrail, and ask for a containment of that user.`,
    );
  }
  return resolveNamedUser(alert, { name: issuer, federatedName: name }, places);
}

/** The administration's account has a root user that deserves an answer, served or not. */
async function resolveNamedRoot(alert: Alert, places: Places): Promise<Resolution> {
  const { account } = alert;
  const isKnown = account === places.administration?.account || (account && places.accounts.includes(account));
  if (!account || !isKnown) return notFound(notServed(alert));
  const { resolveRoot } = await import("./root.ts");
  return resolveRoot(places, account);
}

/** The administration's account can be reached too; that does not make it one whose credentials are looked after. */
async function servedAccount({ account }: Alert, places: Places) {
  return account !== undefined && places.accounts.includes(account) ? places.aws(account) : undefined;
}

/** As IAM takes it. What it would not take is not asked for: the answer would be an error each time. */
function isName(text: string): boolean {
  return /^[\w+=,.@-]{1,128}$/.test(text);
}

function notFound(because: string): Resolution {
  return { found: false, because };
}

function noName(what: string, said: string): string {
  return `${quoted(said)} is no name of a ${what} in IAM.`;
}

function quoted(said: string): string {
  return JSON.stringify(said.slice(0, 130));
}

function notServed({ account }: Alert): string {
  if (account === undefined) return "The alert names no account, and nothing tells whose credential it is.";
  return `The account ${account} is not one that this responder serves. Add it to members.accounts and deploy the member role there, or tell whoever looks after it.`;
}

function notCovered(suspect: Exclude<Suspect, { kind: "role" | "user" | "federated-user" | "root" }>): string {
  switch (suspect.kind) {
    case "aws-service":
      return `The credential is an AWS service's (${quoted(suspect.name)}): nothing of ours can revoke it. See in CloudTrail on whose behalf the service acted, and ask for a containment of that role or user.`;
    case "unknown":
      return `The alert does not say whose credential it is (${quoted(suspect.said)}). If you know, ask for a containment by access key, role or user.`;
    default:
      return "The alert names no principal yet: it was not looked for.";
  }
}
