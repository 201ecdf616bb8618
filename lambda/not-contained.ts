// Who was found and is not contained, in words: as long as there is anybody, no silence proves that it is over. Pure.
import { isFound } from "./asking-alerts.ts";
import type { Incident, TracedSession } from "./incident.ts";
import { alertKey } from "./ledger/fold.ts";
import type { NodeForm } from "./trace/graph.ts";
import { isOver, unanswered } from "./traced-alert.ts";

const MOST_NAMED = 3;

/** `now` in milliseconds. */
export function notContained(incident: Incident, now: number): readonly string[] {
  return [...undecided(incident, now), ...notYet(incident, now), ...merelyLikely(incident, now)];
}

/** What the guardrails ask about, and what they refuse. */
function undecided({ alerts, verdicts, sessions = [] }: Incident, now: number): readonly string[] {
  const ended = new Set(sessions.flatMap((session) => (isOver(session, now) ? (session.accessKeyId ?? []) : [])));
  return alerts.flatMap((alert) => {
    const verdict = verdicts[alertKey(alert)];
    const isOpen = isFound(alert) && verdict !== undefined && verdict.type !== "contain";
    if (!isOpen || (alert.accessKeyId !== undefined && ended.has(alert.accessKeyId))) return [];
    const waits = verdict.type === "ask" ? "a person is asked" : "it is refused";
    return [`${alert.title}: it is not contained (${waits}: ${verdict.because.join(" ")})`];
  });
}

function notYet(incident: Incident, now: number): readonly string[] {
  return unanswered(incident, now).map(
    ({ title }) =>
      `${title}: it is not contained yet; it is tried again each minute, and the log says what stands in the way.`,
  );
}

/**
 * What the intruder has made or opened in a way that leaves room for doubt. Who merely came in at the same identity provider
 * is told (`waysIn`) and not counted: the same person comes in again every day.
 */
function merelyLikely({ sessions = [] }: Incident, now: number): readonly string[] {
  const byNode = new Map(sessions.map((session) => [session.node, session]));
  const open = sessions.filter(
    (session) => session.how === "likely" && !isOver(session, now) && !CAME_IN.includes(rootOf(session, byNode)),
  );
  if (open.length === 0) return [];
  const named = open.slice(0, MOST_NAMED).map(({ node }) => node);
  const more = open.length > named.length ? ` and ${open.length - named.length} more` : "";
  return [
    `${open.length} that are likely the intruder's are not contained: ${named.join(", ")}${more}. Look at them, and contain what is not yours.`,
  ];
}

const CAME_IN: readonly NodeForm[] = ["source-identity", "web-identity", "saml-user"];

/** The form of the first node on the way that is no key. */
function rootOf(session: TracedSession, byNode: ReadonlyMap<string, TracedSession>): NodeForm {
  const seen = new Set<string>();
  let now = session;
  while (now.form === "key" && !seen.has(now.node)) {
    seen.add(now.node);
    const parent = now.parent === undefined ? undefined : byNode.get(now.parent);
    if (!parent) break;
    now = parent;
  }
  return now.form;
}
