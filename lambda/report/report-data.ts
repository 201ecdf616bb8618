// What a report says, as data: the documents are made of it, and its JSON is it.
import type { Answers, Presented } from "../answers.ts";
import { nodeIdOf, type Session, stateOf } from "../drawing/session-state.ts";
import { timelineRows } from "../drawing/timeline-rows.ts";
import { cutoffOfStep } from "../steps.ts";
import { given } from "../trace/identity.ts";
import { howSure } from "../words/how-sure.ts";
import { stepWords } from "../words/step-words.ts";
import { whatNext } from "../words/what-next.ts";
import { whereItStands } from "../words/where-it-stands.ts";
import { whose } from "../words/whose.ts";
import { decisionsOf } from "./decisions.ts";
import type { ReportForm } from "./form.ts";
import { LIMITS } from "./limits.ts";
import { recordOf } from "./record.ts";
import { summaryOf } from "./summary.ts";

/** `now` in milliseconds. */
export function reportData(
  incident: Presented,
  verified: Answers["verify-ledger"] | undefined,
  now: number,
): ReportForm {
  const { id, account, status, proof, openedAt, cutoff, containedAt, liftedAt } = incident;
  const sessions = incident.sessions.map((session) => sessionOf(incident, session, now));
  return {
    form: "credential-leak-report",
    version: 1,
    madeAt: new Date(now).toISOString(),
    incident: {
      ...{ id, account, principal: { ...incident.principal }, status, proof, openedAt, cutoff },
      ...given({ containedAt, liftedAt }),
      whereItStands: whereItStands(incident),
    },
    summary: summaryOf(incident, now),
    timeline: [...timelineRows(incident)],
    alerts: incident.alerts.map((alert) => ({ ...alert })),
    sessions,
    steps: incident.steps.map(stepOf),
    plan: (incident.plan ?? []).map(stepWords),
    tampering: (incident.tampering ?? []).map((one) => ({ ...one })),
    lockedOut: lockedOutOf(incident),
    proof: {
      words: howSure(proof, incident.evidence),
      ...given({ evidence: incident.evidence && { ...incident.evidence } }),
    },
    remains: remainsOf(incident, sessions),
    leftBehind: incident.residual.flatMap((item) =>
      item.section === "limit" || item.section === "unknown" ? [] : [{ ...item }],
    ),
    lookAt: incident.residual.flatMap((item) => (item.section === "unknown" ? [{ ...item }] : [])),
    decisions: decisionsOf(incident),
    next: whatNext(incident).map((one) => ({ ...one })),
    record: recordOf(incident, verified),
    limits: [...LIMITS],
  };
}

function sessionOf(incident: Presented, session: Session, now: number): ReportForm["sessions"][number] {
  const { accessKeyId, region, issuedAt } = session;
  const traced = "node" in session ? session : undefined;
  const seen = "calls" in session ? session : undefined;
  return {
    ...given({ accessKeyId, node: nodeIdOf(session), parent: traced?.parent, region, issuedAt }),
    ...given({ expiresAt: "expiresAt" in session ? session.expiresAt : undefined }),
    ...given({ calls: seen?.calls, firstSeen: seen?.firstSeen, lastSeen: seen?.lastSeen }),
    whose: whose(session.principal, incident.account),
    ...stateOf(incident, session, now),
    sourceIps: [...(seen?.sourceIps ?? [])],
    userAgents: [...(seen?.userAgents ?? [])],
  };
}

function stepOf({
  step,
  status,
  before,
  wrote,
  appliedAt,
  requestIds,
}: Presented["steps"][number]): ReportForm["steps"][number] {
  return {
    what: stepWords(step),
    type: step.type,
    status,
    appliedAt,
    ...given({ cutoff: cutoffOfStep(step) }),
    before,
    wrote,
    requestIds: [...requestIds],
    step: { ...step },
  };
}

function lockedOutOf({ workloads, entries }: Presented): ReportForm["lockedOut"] {
  const last = entries.findLast((entry) => entry.type === "workloads");
  return {
    workloads: (workloads ?? []).map((one) => ({ ...one })),
    gaps: last?.type === "workloads" ? [...last.gaps] : [],
    looked: workloads !== undefined,
  };
}

function remainsOf(
  { questions, waysIn, residual, account }: Presented,
  sessions: ReportForm["sessions"],
): ReportForm["remains"] {
  const alive = sessions.filter(({ fate }) => fate === "alive" || fate === "asked");
  return {
    alive: alive.map(
      ({ whose: who, accessKeyId, letThrough, fate }) =>
        `${who}${accessKeyId === undefined ? "" : `, key ${accessKeyId}`}: ${letThrough ? "a call got through after the deny" : fate === "asked" ? "a person is asked" : "not denied"}`,
    ),
    questions: questions.map(({ alert, because, askedAt, plan }) => ({
      about: whose(alert.principal, alert.account ?? account),
      because: [...because],
      askedAt,
      plan: plan.map(stepWords),
    })),
    waysIn: (waysIn?.ways ?? []).map((way) => ({ ...way })),
    gaps: [...(waysIn?.gaps ?? [])],
    limits: residual.flatMap((item) => (item.section === "limit" ? [item.why] : [])),
  };
}
