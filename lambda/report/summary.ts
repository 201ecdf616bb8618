// The incident in a minute: the questions that a manager asks, each with its answer.
import type { Presented } from "../answers.ts";
import { isFound } from "../asking-alerts.ts";
import { type SessionState, stateOf } from "../drawing/session-state.ts";
import { timeBetween } from "../words/duration-words.ts";
import { howSure } from "../words/how-sure.ts";
import { plainText } from "../words/plain-text.ts";
import { SOURCE_WORDS } from "../words/source-words.ts";
import { whatNext } from "../words/what-next.ts";
import { whose } from "../words/whose.ts";
import type { ReportForm } from "./form.ts";

/** `now` in milliseconds. */
export function summaryOf(incident: Presented, now: number): ReportForm["summary"] {
  const states = incident.sessions.map((session) => ({ session, ...stateOf(incident, session, now) }));
  return [
    { question: "What leaked?", answer: leaked(incident) },
    { question: "When was it noticed, and by whom?", answer: noticed(incident) },
    { question: "How long until it was denied?", answer: denied(incident) },
    { question: "What was done with it?", answer: done(incident, states) },
    { question: "Is it over?", answer: over(incident, states) },
    { question: "How sure is that, and why?", answer: sure(incident) },
    { question: "What is still to be done?", answer: toDo(incident) },
  ];
}

type Known = SessionState & { readonly session: Presented["sessions"][number] };

function leaked({ alerts, principal, account }: Presented): string {
  const keys = new Set(alerts.flatMap((alert) => (isFound(alert) ? [] : (alert.accessKeyId ?? []))));
  const named =
    keys.size === 0
      ? "No alert names its access key"
      : `Access key${keys.size === 1 ? "" : "s"} ${[...keys]
          .slice(0, 5)
          .map((key) => plainText(key))
          .join(", ")}`;
  const more = keys.size > 5 ? ` and ${keys.size - 5} more` : "";
  return `A credential of ${whose(principal, account)}. ${named}${more}.`;
}

function noticed({ alerts, openedAt }: Presented): string {
  const [first] = alerts;
  if (!first) return `At ${openedAt}.`;
  const by =
    first.wishedBy === undefined
      ? SOURCE_WORDS[first.source]
      : `${SOURCE_WORDS[first.source]} (${plainText(first.wishedBy)})`;
  const others = alerts.filter((alert) => !isFound(alert)).length - 1;
  const more = others > 0 ? ` ${others} more alert${others === 1 ? "" : "s"} joined it.` : "";
  return `At ${openedAt}, by ${by}: “${plainText(first.title).replace(/\.$/, "")}”. The misuse was seen last at ${first.lastSeen}.${more}`;
}

function denied({ containedAt, openedAt, cutoff, status, alerts }: Presented): string {
  if (containedAt === undefined) return status === "refused" ? "Nothing was denied." : "It is NOT denied.";
  const [first] = alerts;
  const seen =
    first && first.lastSeen < openedAt
      ? `, ${timeBetween(first.lastSeen, containedAt)} after the misuse was seen last`
      : "";
  const took =
    Date.parse(containedAt) - Date.parse(openedAt) < 1_000 ? "Less than a second" : timeBetween(openedAt, containedAt);
  return `${took} after the alert came in${seen}: the first deny was in place at ${containedAt}. What was issued before ${cutoff} ${status === "lifted" ? "was" : "is"} denied.`;
}

function done({ walked, residual }: Presented, states: readonly Known[]): string {
  const of = (origin: SessionState["origin"]) => states.filter((state) => state.origin === origin);
  const [leakedOnes, opened, likely] = [of("leaked"), of("opened"), of("likely")];
  if (!walked && opened.length === 0) return "Not known yet: nobody has read CloudTrail for it.";
  const calls = (some: readonly Known[]) =>
    some.reduce((sum, { session }) => sum + ("calls" in session ? (session.calls ?? 0) : 0), 0);
  const things = residual.filter(({ section }) => section === "access" || section === "left-behind").length;
  const exposed = residual.filter(({ section }) => section === "exposed").length;
  return [
    `CloudTrail shows ${count(calls(leakedOnes), "call")} with it, refused ones too.`,
    opened.length === 0
      ? "It opened nothing further that CloudTrail shows."
      : `It opened ${count(opened.length, "further credential")} (${count(calls(opened), "call")}).`,
    ...(likely.length > 0 ? [`${count(likely.length, "more")} likely came of it; that is circumstance.`] : []),
    ...(things > 0 ? [`It left ${count(things, "thing")} that the deny does not end.`] : []),
    ...(exposed > 0 ? [`It may have read ${count(exposed, "secret")}.`] : []),
    "Reading and writing of data, as objects in S3, is not among these calls.",
  ].join(" ");
}

function over({ status, steps }: Presented, states: readonly Known[]): string {
  const alive = states.filter(({ fate }) => fate === "alive" || fate === "asked").length;
  const live =
    alive === 0
      ? "No credential that is known of still lives."
      : `${count(alive, "known credential")} still ${alive === 1 ? "lives" : "live"}: see what remains.`;
  const kept = steps.some((step) => step.status === "kept") ? " What stays is named below." : "";
  const answers: Readonly<Record<Presented["status"], string>> = {
    lifted: `Yes: the denies are lifted.${kept}`,
    contained: "Not yet: it is watched, and the deny is lifted when nothing is left that it has to deny.",
    containing: "No: the containment is on its way.",
    failed: "No: something failed, and is tried again each minute.",
    "awaiting-approval": "No: nothing is denied before a person has decided.",
    refused: "Nothing was done, and nothing more will be.",
  };
  return `${answers[status]} ${live}`;
}

/** What is missing is told in full where the proof is. */
function sure({ proof, evidence }: Presented): string {
  const missing = evidence?.level === proof && proof !== "proven" ? evidence.missing : [];
  const first = howSure(proof, evidence && { ...evidence, missing: missing.length === 1 ? missing : [] });
  return missing.length > 1 ? `${first} ${missing.length} things are missing for more: see the proof.` : first;
}

function toDo(incident: Presented): string {
  const next = whatNext(incident);
  if (next.length === 0)
    return incident.status === "lifted"
      ? "Nothing that is known of."
      : "Nothing that is known of; it is watched until it ends.";
  return `${next
    .slice(0, 4)
    .map(({ what }) => plainText(what, 200).replace(/\.?$/, "."))
    .join(" ")}${next.length > 4 ? ` And ${next.length - 4} more, below.` : ""}`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 || thing === "more" ? "" : "s"}`;
}
