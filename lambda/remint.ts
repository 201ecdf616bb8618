// Signs that the intruder gets new sessions after the cutoff: then one deny after the other is always too late. Pure.
import type { Incident } from "./incident.ts";
import type { Alert, Time } from "./model.ts";
import { cutoffOfStep } from "./steps.ts";

export type Sign = { readonly at: Time; readonly because: string };

/** Newest first. */
export function signsOfRemint(incident: Incident): readonly Sign[] {
  const signs = [...reissued(incident), ...circles(incident), ...tampered(incident), ...gotThrough(incident)];
  return signs.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

/** A role, as far as it matters here. */
type Role = string;

/** Sessions of a contained role that were opened, with a credential of the incident, when the role had been denied. */
function reissued(incident: Incident): readonly Sign[] {
  const first = firstCutoffs(incident);
  return (incident.sessions ?? []).flatMap(({ how, principal, accessKeyId, issuedAt }) => {
    const { account, name } = principal;
    const cutoff = principal.kind === "role" && name !== undefined ? first.get(roleOf(account, name)) : undefined;
    const isLate = cutoff !== undefined && issuedAt !== undefined && Date.parse(issuedAt) >= Date.parse(cutoff);
    if (how !== "issued" || !isLate) return [];
    return [
      { at: issuedAt, because: `${accessKeyId ?? "A session"} of the role ${name} began after its cutoff ${cutoff}.` },
    ];
  });
}

function firstCutoffs({ entries }: Incident): ReadonlyMap<Role, Time> {
  const first = new Map<Role, Time>();
  for (const entry of entries) {
    if (entry.type !== "step-applied" || !("roleName" in entry.applied.step)) continue;
    const { step } = entry.applied;
    const cutoff = cutoffOfStep(step);
    const role = roleOf(step.account, step.roleName);
    if (cutoff !== undefined && !first.has(role)) first.set(role, cutoff);
  }
  return first;
}

/** The incident's sessions have opened one another's roles in a circle: whichever is denied, another opens it again. */
function circles(incident: Incident): readonly Sign[] {
  const next = openings(incident);
  const inCircle = [...next.keys()].filter((role) => reaches(next, role, role));
  if (inCircle.length === 0) return [];
  const names = inCircle.map((role) => role.split("|")[1]).sort();
  return [
    {
      at: lastContained(incident),
      because: `The roles ${names.join(", ")} have been assumed from each other in a circle.`,
    },
  ];
}

function openings({ sessions = [], alerts }: Incident): ReadonlyMap<Role, ReadonlySet<Role>> {
  const roles = new Map<string, Role>();
  for (const alert of alerts)
    if (alert.accessKeyId !== undefined) setRole(roles, alert.accessKeyId, roleOfAlert(alert));
  for (const { node, principal } of sessions) {
    const { kind, account, name } = principal;
    setRole(roles, node, kind === "role" && name !== undefined ? roleOf(account, name) : undefined);
  }
  const next = new Map<Role, Set<Role>>();
  for (const { node, parent, how } of sessions) {
    const [from, to] = [parent === undefined ? undefined : roles.get(parent), roles.get(node)];
    if (how !== "issued" || from === undefined || to === undefined) continue;
    next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  return next;
}

function setRole(roles: Map<string, Role>, node: string, role: Role | undefined): void {
  if (role !== undefined) roles.set(node, role);
}

function roleOfAlert({ account, principal }: Alert): Role | undefined {
  return principal.kind === "role" && account !== undefined ? roleOf(account, principal.name) : undefined;
}

function reaches(next: ReadonlyMap<Role, ReadonlySet<Role>>, from: Role, to: Role): boolean {
  const seen = new Set(next.get(from));
  for (const role of seen) for (const further of next.get(role) ?? []) seen.add(further); // A set yields what is added on the way.
  return seen.has(to);
}

/** The intruder can undo what we do: what they have opened meanwhile is not known. */
function tampered({ tampering = [] }: Incident): readonly Sign[] {
  return tampering
    .filter(({ who }) => who === "intruder")
    .map(({ calledAt, by, call, step }) => ({ at: calledAt, because: `${by} has undone ${step} by ${call}.` }));
}

/**
 * What the proof has seen getting through although a deny stands: the session must be newer than we know. Where somebody had
 * undone the deny, that explains it.
 */
function gotThrough({ evidence, proof, entries }: Incident): readonly Sign[] {
  const [last] = proof === "leaking" ? (evidence?.allowed ?? []) : [];
  const isExplained = entries.some(
    (entry) => entry.type === "tamper" && Math.abs(Date.parse(entry.at) - Date.parse(last?.at ?? "")) < UNDONE_MS,
  );
  if (!last || isExplained) return [];
  return [{ at: last.at, because: `${last.call} by ${last.accessKeyId} got through after the cutoff.` }];
}

/** A heartbeat, IAM's propagation, and room. */
const UNDONE_MS = 5 * 60_000;

function lastContained({ entries, openedAt }: Incident): Time {
  return entries.findLast((entry) => entry.type === "step-applied" && entry.why === "contain")?.at ?? openedAt;
}

function roleOf(account: string, name: string): Role {
  return `${account}|${name}`;
}
