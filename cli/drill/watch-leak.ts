// The report of a drill's leak, and what becomes of it: seen in the responder's record and by the leaked session itself.
import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { Presented } from "../../lambda/answers.ts";
import type { DrillMeans } from "./drill-means.ts";
import type { Outcome } from "./drill-report.ts";
import type { DrillRun } from "./drill-run.ts";
import { type DrillSession, SESSION_NAME, type Tried } from "./drill-session.ts";

/** What is found out on the way; the clean-up needs it. */
export type Known = {
  readonly account: string;
  readonly role: string;
  isMade?: boolean;
  isReported?: boolean;
  incident?: Presented;
};

type Scene = { readonly run: DrillRun; readonly known: Known; readonly leaked: DrillSession };

const REASON = "A drill: this session was made to be leaked, and is harmless";
const REPORTER = "a drill of the credential leak responder";

/** Events come within a second as a rule, denies within a few. */
const PATIENCE_MS = 3 * 60_000;
const OFTEN_MS = 500;
/** The heartbeat proves, once a minute. */
const PROOF = { ms: 2000, patienceMs: 4 * 60_000 };
/** One refusal may be a slow corner of IAM that does not know the new role yet. */
const SURELY = 3;

/** Throws where nobody has taken it. */
export async function report(
  { responder, direct }: DrillMeans,
  { run, known, leaked, events }: Scene & { readonly events: EventBridgeClient },
): Promise<void> {
  const { account, role: name } = known;
  const { accessKeyId } = leaked;
  const principal = { type: "role" as const, name, session: SESSION_NAME };
  const leak = { account, accessKeyId, principal, reason: REASON, reporter: REPORTER };
  run.begin();
  known.isReported = true;
  if (direct) {
    run.tell("reported", "The function is asked to contain it.");
    const answer = await responder.ask("contain", leak);
    if ("refused" in answer) throw new Error(answer.refused);
    return;
  }
  const entry = { Source: "credential-leak", DetailType: "Credential Leak", Detail: JSON.stringify(leak) };
  const { Entries: [put] = [] } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  if (put?.ErrorCode) throw new Error(`EventBridge has not taken the event: ${put.ErrorCode}: ${put.ErrorMessage}`);
  run.tell("reported", "The event is on the bus.");
}

type Ended = { readonly outcome: Outcome; readonly because?: string | undefined };

/** What has been seen so far. */
type Seen = { refusedAt?: number | undefined; refusals: number; isAsked?: boolean; isTold?: boolean };

export async function watch(means: DrillMeans, scene: Scene): Promise<Ended> {
  const { run, known } = scene;
  const seen: Seen = { refusals: 0 };
  const { patienceMs = PATIENCE_MS } = means;
  const end = await run.until(() => lookOnce(means, scene, seen), { ms: OFTEN_MS, patienceMs });
  const { incident } = known;
  if (!end && !incident) return { outcome: "unheard", because: UNHEARD };
  if (end?.outcome === "refused" || end?.outcome === "asked") return end;
  if (incident?.containedAt !== undefined) {
    run.tell("denied", "The deny is written.", { ms: Date.parse(incident.containedAt), by: "responder" });
  }
  if (!end) return { outcome: "let-through", because: [LET_THROUGH, ...(incident?.because ?? [])].join(" ") };
  run.tell("session-refused", "The leaked session is refused for the first time.", {
    ms: seen.refusedAt ?? means.now(),
  });
  const proven = await run.until(() => lookAgain(means, known, ({ proof }) => EFFECTIVE.has(proof)), PROOF);
  if (proven) run.tell("effective", `The responder has proof that it works: ${proven.proof}.`);
  return end;
}

const UNHEARD = "No incident came of it: see what the doctor says of functions, rules and dead-letters.";
const LET_THROUGH = "An incident is open, and the leaked session is not refused.";
const EFFECTIVE: ReadonlySet<string> = new Set(["effective", "proven"]);

/** The session first: its refusal is what counts. Undefined: it goes on. */
async function lookOnce(means: DrillMeans, scene: Scene, seen: Seen): Promise<Ended | undefined> {
  const { run, known, leaked } = scene;
  countRefusal(seen, await leaked.try(), means.now());
  const incident = await findIncident(means, known);
  if (!incident) return undefined;
  if (!seen.isTold) {
    seen.isTold = true;
    run.tell("opened", `The incident ${incident.id} is open.`, { ms: Date.parse(incident.openedAt), by: "responder" });
  }
  if (incident.status === "refused") return { outcome: "refused", because: incident.because.join(" ") };
  if (incident.status === "awaiting-approval" && !seen.isAsked) {
    seen.isAsked = true;
    return answerIt(means, scene, incident);
  }
  return incident.containedAt !== undefined && seen.refusals >= SURELY ? { outcome: "contained" } : undefined;
}

function countRefusal(seen: Seen, tried: Tried, now: number): void {
  if (tried === "unclear") return;
  seen.refusals = tried === "refused" ? seen.refusals + 1 : 0;
  seen.refusedAt = tried === "refused" ? (seen.refusedAt ?? now) : undefined;
}

/** By the role's name, which nobody could guess. */
export async function findIncident({ responder }: DrillMeans, known: Known): Promise<Presented | undefined> {
  const { incidents } = await responder.ask("incidents", { limit: 20, open: 0, brief: true });
  const found = incidents.find(({ principal }) => principal.kind === "role" && principal.name === known.role);
  if (found) known.incident = found;
  return found;
}

async function lookAgain(
  means: DrillMeans,
  known: Known,
  isIt: (incident: Presented) => boolean,
): Promise<Presented | undefined> {
  const incident = await findIncident(means, known);
  return incident && isIt(incident) ? incident : undefined;
}

/** Undefined where somebody has said yes: it goes on. */
async function answerIt(means: DrillMeans, { run }: Scene, incident: Presented): Promise<Ended | undefined> {
  const { responder, approve } = means;
  const { id, because, askedAt, openedAt } = incident;
  const why = because.join(" ");
  run.tell("asked", `A person is asked: ${why}`, { ms: Date.parse(askedAt ?? openedAt), by: "responder" });
  if (!approve) return { outcome: "asked", because: why };
  const proof = await responder.prove({ action: "approve", incident: id });
  const answer = await responder.ask("approve", { id, proof, reason: "A drill" });
  if ("refused" in answer) return { outcome: "asked", because: answer.refused };
  run.tell("approved", "The caller has said yes.");
  return undefined;
}
