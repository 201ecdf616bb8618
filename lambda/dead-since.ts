// From when on a credential of the incident should be refused, by the first deny that reaches it and by the last, and by which policies. Pure.
import type { Entry, Incident } from "./incident.ts";
import type { Alert, Time } from "./model.ts";
import { cutoffOfStep, type Step } from "./steps.ts";

/** IAM's own propagation, and the trail's whole seconds: for steps that have no cutoff which lies ahead. */
const PROPAGATION_MS = 30_000;

/**
 * A session by the first cutoff on its role or user that is later than its beginning, or than its use where nobody told when
 * it began; a long-term key by its deactivation. Undefined where no step of the incident reaches it.
 */
export function deadSince({ entries }: Pick<Incident, "entries">, alert: Alert): Time | undefined {
  let first: Time | undefined;
  for (const entry of entries) {
    const time = deadBy(entry, alert);
    if (time !== undefined && (first === undefined || Date.parse(time) < Date.parse(first))) first = time;
  }
  return first;
}

/** From when on it should be refused since what reaches it was last put back: one that was undone has let it through meanwhile. */
export function deadAnew({ entries }: Pick<Incident, "entries">, alert: Alert): Time | undefined {
  const last = entries.findLast((entry) => isPutInPlace(entry) && deadBy(entry, alert) !== undefined);
  const by = last && deadBy(last, alert);
  if (!last || by === undefined) return undefined;
  return new Date(Math.max(Date.parse(by), Date.parse(last.at) + PROPAGATION_MS)).toISOString();
}

/**
 * The kinds of policy in which its denies stand, as AWS's refusals name them:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export type DenyingPolicy = "an identity-based policy" | "a permissions boundary" | "a service control policy";

/** Of all denies that reach it; of all that there are where none is known to, as for a key whose principal no alert names. */
export function deniedIn({ entries }: Pick<Incident, "entries">, alert: Alert): readonly DenyingPolicy[] {
  const steps = entries.flatMap((entry) => (entry.type === "step-applied" ? [entry.applied.step] : []));
  const reaching = steps.filter((step) => isAbout(step, alert));
  return [...new Set((reaching.length > 0 ? reaching : steps).map(policyOf))];
}

function policyOf({ type }: Step): DenyingPolicy {
  if (type === "deny-by-scp" || type === "deny-sessions-by-scp") return "a service control policy";
  return type === "deny-role-sessions-boundary" ? "a permissions boundary" : "an identity-based policy";
}

/** What is written again for a later cutoff stood all the while. */
function isPutInPlace(entry: Entry): boolean {
  return entry.type === "step-applied" && (entry.why === "contain" || entry.why === "tamper");
}

function deadBy(entry: Entry, alert: Alert): Time | undefined {
  if (entry.type !== "step-applied" || !isAbout(entry.applied.step, alert)) return undefined;
  const { step } = entry.applied;
  const cutoff = cutoffOfStep(step);
  const isLongTerm = alert.accessKeyId?.startsWith("AKIA") === true;
  if (isLongTerm || cutoff === undefined) {
    const ends = step.type === "deactivate-key" ? isLongTerm : cutoff === undefined;
    return ends ? new Date(Date.parse(entry.at) + PROPAGATION_MS).toISOString() : undefined;
  }
  return Date.parse(alert.issuedAt ?? alert.lastSeen) < Date.parse(cutoff) ? cutoff : undefined;
}

function isAbout(step: Step, { account, principal, accessKeyId }: Alert): boolean {
  switch (step.type) {
    case "deactivate-key":
      return step.accessKeyId === accessKeyId;
    case "deny-user-sessions":
    case "deny-user-sessions-managed":
      return step.account === account && step.userName === userOf(principal);
    case "deny-sessions-by-scp":
      return step.target === account && step.principalArn.endsWith(`/${nameOf(principal)}`);
    case "disable-console":
    case "deny-assume":
    case "deny-outsiders":
      return false;
    case "deny-permission-set":
      return step.memberAccount === account && "name" in principal && step.roleName === principal.name;
    case "deny-by-scp":
      return principal.kind === "root" && step.target === account;
    case "deny-session":
      return isOfRole(step, account, principal) && "session" in principal && principal.session === step.session;
    case "deny-role-sessions":
    case "deny-role-sessions-managed":
    case "deny-role-sessions-boundary":
      return isOfRole(step, account, principal);
  }
}

function isOfRole(
  step: { readonly account: string; readonly roleName: string },
  account: string | undefined,
  principal: Alert["principal"],
): boolean {
  return principal.kind === "role" && step.account === account && step.roleName === principal.name;
}

function nameOf(principal: Alert["principal"]): string | undefined {
  return principal.kind === "role" ? principal.name : userOf(principal);
}

/** What answers for a federated user is the deny on the user who asked for the token. */
function userOf(principal: Alert["principal"]): string | undefined {
  if (principal.kind === "user") return principal.name;
  return principal.kind === "federated-user" ? principal.issuer : undefined;
}
