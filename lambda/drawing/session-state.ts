// Of every credential of an incident: how it came into it, and whether it is dead. Pure; the time is an argument.
import type { Presented } from "../answers.ts";
import { isFound } from "../asking-alerts.ts";
import { deadSince } from "../dead-since.ts";
import type { Entry } from "../incident.ts";
import type { Alert, Time } from "../model.ts";
import { stepTarget } from "../steps.ts";

export type Session = Presented["sessions"][number];

/** `leaked`: an alert names it. `undid`: it has undone a step. `opened`: CloudTrail shows it. `likely`: circumstance. */
export type Origin = "leaked" | "undid" | "opened" | "likely";

/**
 * `dead`: refused since a time, or inactive. `ended`: by its own time. `asked`: a person is asked, and nothing is done.
 * `alive`: nothing denies it, or it was seen let through after its deny.
 */
export type Fate = "dead" | "ended" | "asked" | "alive";

export type SessionState = {
  readonly origin: Origin;
  readonly fate: Fate;
  /** Since when it is refused, until when it was good, or when it was let through. */
  readonly at?: Time;
  readonly letThrough?: true;
};

/** `now` in milliseconds. */
export function stateOf(incident: Presented, session: Session, now: number): SessionState {
  return { origin: originOf(incident, session), ...fateOf(incident, session, now) };
}

/** The trace's node of it; alerts know only the key. */
export function nodeIdOf(session: Session): string {
  return "node" in session ? session.node : (session.accessKeyId ?? "");
}

function originOf({ alerts }: Presented, session: Session): Origin {
  const named = alerts.filter(({ accessKeyId }) => accessKeyId !== undefined && accessKeyId === session.accessKeyId);
  if (named.some((alert) => !isFound(alert)) || (session.accessKeyId === undefined && !("node" in session)))
    return "leaked";
  if (named.some(({ source }) => source === "tamper")) return "undid";
  return "node" in session && session.how === "likely" ? "likely" : "opened";
}

function fateOf(incident: Presented, session: Session, now: number): Omit<SessionState, "origin"> {
  const { proof, evidence } = incident;
  const through = evidence?.allowed.find(({ accessKeyId }) => accessKeyId === session.accessKeyId);
  if (proof === "leaking" && through) return { fate: "alive", letThrough: true, at: through.at };
  const alert = asAlert(incident, session);
  const end = endOf(alert, session);
  const ended =
    end !== undefined && end <= now ? ({ fate: "ended", at: new Date(end).toISOString() } as const) : undefined;
  const since = isTold(session) ? deadSince({ entries: standing(incident) }, alert) : undefined;
  if (since !== undefined) return { fate: "dead", at: since };
  if (ended) return ended;
  return { fate: isAsked(incident, session) ? "asked" : "alive" };
}

/** When a deny reached it first, whether or not that stands today. */
export function deniedFirst(incident: Presented, session: Session): Time | undefined {
  return isTold(session) ? deadSince(incident, asAlert(incident, session)) : undefined;
}

/** What has no key and no session's name is no credential that a deny could have reached: a role that was opened, a password. */
function isTold(session: Session): boolean {
  return (
    session.accessKeyId !== undefined ||
    !("form" in session) ||
    session.form === "session" ||
    session.form === "service-session"
  );
}

/** What `deadSince` asks of a credential: its principal, its key and when it was issued or seen. */
function asAlert({ alerts, account, openedAt }: Presented, session: Session): Alert {
  const named = alerts.find((one) => one.accessKeyId !== undefined && one.accessKeyId === session.accessKeyId);
  const issuedAt = session.issuedAt ?? named?.issuedAt ?? ("origin" in session ? session.origin?.at : undefined);
  const firstSeen = "firstSeen" in session ? session.firstSeen : undefined;
  return {
    ...NO_ALERT,
    account: "account" in session.principal ? session.principal.account : (named?.account ?? account),
    principal: suspectOf(session, named ?? alerts[0]),
    lastSeen: named?.lastSeen ?? firstSeen ?? openedAt,
    ...(session.accessKeyId === undefined ? {} : { accessKeyId: session.accessKeyId }),
    ...(issuedAt === undefined ? {} : { issuedAt }),
  };
}

const NO_ALERT = { source: "trace", id: "", type: "", title: "", region: "unknown", sample: false } as const;

function suspectOf({ principal }: Session, alert: Alert | undefined): Alert["principal"] {
  const known = principal as Alert["principal"]; // A principal of the trace has the members of a suspect that are read.
  return alert && (known.kind === "unknown" || known.kind === "access-key") ? alert.principal : known;
}

/** The steps that stand now: those that were undone, and those that somebody undid and nobody has put back, deny nothing. */
function standing({ entries, steps }: Presented): readonly Entry[] {
  const held = new Set(steps.flatMap(({ step, status }) => (status === "undone" ? [] : [stepTarget(step)])));
  const applied: { readonly entry: Entry; readonly target: string }[] = [];
  const undone = new Set<string>();
  for (const entry of entries) {
    if (entry.type === "tamper") undone.add(stepTarget(entry.step));
    if (entry.type !== "step-applied") continue;
    const target = stepTarget(entry.applied.step);
    undone.delete(target);
    applied.push({ entry, target });
  }
  return applied.flatMap(({ entry, target }) => (held.has(target) && !undone.has(target) ? [entry] : []));
}

const HOUR_MS = 3_600_000;

/** Sessions of roles live 12 hours at most, tokens of users 36: https://docs.aws.amazon.com/STS/latest/APIReference/ */
function endOf({ principal, accessKeyId, issuedAt }: Alert, session: Session): number | undefined {
  if ("expiresAt" in session && session.expiresAt !== undefined) return Date.parse(session.expiresAt);
  if (!accessKeyId?.startsWith("ASIA") || issuedAt === undefined) return undefined;
  return Date.parse(issuedAt) + (principal.kind === "role" ? 12 : 36) * HOUR_MS;
}

function isAsked({ id, status, questions }: Presented, session: Session): boolean {
  if (status === "awaiting-approval") return true;
  return questions.some(
    ({ alert }) =>
      alert.id === `${id}/${nodeIdOf(session)}` ||
      (alert.accessKeyId !== undefined && alert.accessKeyId === session.accessKeyId),
  );
}
