// Where the trace of an incident begins: the credentials that its alerts have named.
import type { Incident } from "./incident.ts";
import { alertKey } from "./ledger/fold.ts";
import type { Alert, Suspect, Time } from "./model.ts";
import type { TracePrincipal } from "./trace/graph.ts";
import type { Start } from "./trace/walk.ts";

/** A long-term key may have been misused before anybody saw it. */
const MARGIN_MS = 60 * 60_000;
/** A session without a known issue time was issued no longer ago than sessions live. */
const LONGEST_SESSION_MS = 12 * 60 * 60_000;

/** What the trace itself has found is reached from there. */
export function startsOf(incident: Incident): readonly Start[] {
  return incident.alerts.flatMap((alert): readonly Start[] => {
    const isOurs = alert.source !== "trace" && incident.verdicts[alertKey(alert)]?.type === "contain";
    const principal = alert.source === "tamper" ? suspectOf(alert) : principalOf(incident, alert);
    if (!isOurs || !principal) return [];
    const { accessKeyId, issuedAt } = alert;
    if (accessKeyId === undefined && principal.session === undefined) return [];
    return [
      {
        principal,
        since: since(alert),
        ...(accessKeyId === undefined ? {} : { accessKeyId }),
        ...(issuedAt === undefined ? {} : { issuedAt }),
      },
    ];
  });
}

function since({ source, accessKeyId, issuedAt, firstSeen, lastSeen }: Alert): Time {
  if (source === "tamper") return lastSeen; // What they did before they took the intruder's side is their own.
  if (issuedAt !== undefined) return issuedAt;
  const margin = accessKeyId?.startsWith("AKIA") ? MARGIN_MS : LONGEST_SESSION_MS;
  return new Date(Date.parse(firstSeen ?? lastSeen) - margin).toISOString();
}

function principalOf({ principal, account }: Incident, alert: Alert): TracePrincipal | undefined {
  const session = "session" in alert.principal ? alert.principal.session : undefined;
  const known = {
    ...("arn" in principal ? { arn: principal.arn } : {}),
    ...("id" in principal && principal.id !== undefined ? { id: principal.id } : {}),
  };
  switch (principal.kind) {
    case "role":
    case "identity-center-user":
      return { kind: "role", account, name: principal.name, ...known, ...(session === undefined ? {} : { session }) };
    case "user":
      return federated(principal, account) ?? { kind: "user", account, name: principal.name, ...known };
    case "root":
      return { kind: "root", account };
    default:
      return undefined;
  }
}

/** A token of GetFederationToken signs as the federated user, whom the user's own name does not find. */
function federated(user: { readonly name: string; readonly federatedName?: string }, account: string) {
  const { name: issuer, federatedName: name } = user;
  return name === undefined ? undefined : ({ kind: "federated-user", account, name, issuer } as const);
}

/** Whoever undid a step, as the trail names them. */
function suspectOf({ account, principal }: Alert): TracePrincipal | undefined {
  if (account === undefined) return undefined;
  return isTraceable(principal) ? { account, ...principal } : undefined;
}

function isTraceable(
  suspect: Suspect,
): suspect is Extract<Suspect, { readonly kind: "role" | "user" | "federated-user" }> {
  return ["role", "user", "federated-user"].includes(suspect.kind);
}
