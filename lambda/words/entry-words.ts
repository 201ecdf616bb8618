// Each entry of the record in one line of words.
import { isFound } from "../asking-alerts.ts";
import type { Entry } from "../incident.ts";
import type { Alert, Verdict } from "../model.ts";
import { HOW_SURE } from "./how-sure.ts";
import { plainText } from "./plain-text.ts";
import { SOURCE_WORDS } from "./source-words.ts";
import { stepPlace, stepWords } from "./step-words.ts";
import { who, whose } from "./whose.ts";

type EntryOf<T extends Entry["type"]> = Extract<Entry, { readonly type: T }>;

/** Reasons, titles and names in it may be others' words: cleaned of what hides, and to be escaped where they are shown. */
export function entryWords(entry: Entry): string {
  const words = WORDS[entry.type] as ((entry: Entry) => string) | undefined; // The type is the member's own.
  return words === undefined ? plainText(entry.type) : words(entry);
}

const WORDS: { readonly [T in Entry["type"]]: (entry: EntryOf<T>) => string } = {
  opened: ({ alert, cutoff }) => `Opened by ${alertWords(alert)} Cutoff ${cutoff}.`,
  alert: ({ alert, effect }) => `${capital(alertWords(alert))}${isFound(alert) ? "" : EFFECT[effect]}`,
  verdict: ({ verdict, principal }) =>
    `${verdictWords(verdict)}${principal === undefined ? "" : ` It is about ${whose(principal)}.`}`,
  approved: ({ by, reason }) => `Approved by ${plainText(by)}${reason === undefined ? "" : `: ${plainText(reason)}`}.`,
  rejected: ({ by, reason }) => `Rejected by ${plainText(by)}: ${plainText(reason)}.`,
  "identify-later": ({ because }) => `Whose credential it is, is asked again: ${plainText(because)}`,
  identified: ({ principal, incident }) => `It belongs to ${who(principal)}: the incident ${incident} answers it.`,
  "step-applied": ({ applied, why }) =>
    `${WHY[why]}: ${stepWords(applied.step)}${applied.changed ? "" : " (it stood already)"}.`,
  "resolve-failed": ({ error, wayOut }) => `AWS did not say who it is: ${plainText(error)} ${plainText(wayOut)}`,
  "step-failed": ({ step, error, wayOut, mayStand }) =>
    `Failed to ${stepWords(step)}${mayStand ? ", as it seems" : ""}: ${plainText(error)} ${plainText(wayOut)}`,
  "fell-back": ({ step, error, instead }) =>
    `No room for ${step.type} on the ${stepPlace(step)} (${plainText(error)}): ${instead} instead.`,
  widened: ({ because }) => `Denying the one session did not do; the whole role is denied: ${plainText(because)}`,
  traced: ({ sessions }) => tracedWords(sessions.length),
  residual: ({ residual: { items, unknown } }) =>
    `What is left behind was read: ${count(items.length, "thing")}, and ${count(unknown.length, "kind")} of calls to look at.`,
  workloads: ({ workloads, gaps }) =>
    `${capital(count(workloads.length, "workload"))} with denied credentials ${workloads.length === 1 ? "is" : "are"} known${gapsWords(gaps)}.`,
  "ways-in": ({ ways, gaps }) =>
    `Who can still open a session was looked at: ${count(ways.filter(({ open }) => open === "yes" || open === "depends").length, "way")} in${gapsWords(gaps)}.`,
  tamper: ({ step, because }) => `Somebody undid ${step.type} on the ${stepPlace(step)}: ${plainText(because)}`,
  "tampered-by": ({ by, who: kind, call, calledAt }) =>
    `Undone by ${plainText(by)} (${CHANGER[kind]}) with ${plainText(call)} at ${calledAt}.`,
  paged: ({ error, wayOut, until }) =>
    `A person is needed: ${plainText(error)} ${plainText(wayOut)} It is not put back before ${until}.`,
  held: ({ because }) => `The roles are held, nobody works in them: ${plainText(because.join(" "))}`,
  moving: ({ cutoff }) => `Every cutoff moves to ${cutoff}.`,
  released: ({ because }) => `The roles are let go: ${plainText(because)}`,
  proof: ({ proof }) => HOW_SURE[proof.level],
  "step-undone": ({ step, undone }) =>
    `${UNDONE[undone.outcome]} ${step.type} on the ${stepPlace(step)}. ${plainText(undone.note)}`.trim(),
  "step-kept": ({ step, because }) => `${step.type} on the ${stepPlace(step)} stays: ${plainText(because)}`,
  told: ({ news, gaveUp }) => `${gaveUp ? "For a day nobody could be told" : "People were told"}: ${news.join(", ")}.`,
  lifted: ({ reason, by }) => `Lifted${by === undefined ? "" : ` by ${plainText(by)}`}: ${plainText(reason)}`,
};

/** Whoever was found is decided about alone: the next entries say it. */
const EFFECT: Readonly<Record<EntryOf<"alert">["effect"], string>> = {
  "contains-again": " It is contained again.",
  "changes-nothing": " It changes nothing.",
};

const WHY: Readonly<Record<EntryOf<"step-applied">["why"], string>> = {
  contain: "Contained",
  repeat: "Contained again",
  tamper: "Put back",
  hold: "Held",
};

const CHANGER: Readonly<Record<EntryOf<"tampered-by">["who"], string>> = {
  intruder: "a credential of the incident",
  tool: "it looks like a tool",
  other: "not of the incident",
};

const UNDONE: Readonly<Record<EntryOf<"step-undone">["undone"]["outcome"], string>> = {
  restored: "Lifted",
  gone: "Was gone already:",
  left: "Left as it is:",
};

/** Ends in a full stop. */
function alertWords({ source, title, severity, wishedBy }: Alert): string {
  const person = wishedBy === undefined ? "" : `, wished by ${plainText(wishedBy)}`;
  const weight = severity === undefined ? "" : ` (severity ${severity})`;
  const said = plainText(title).replace(/[.!?]$/, "");
  return `an alert of ${SOURCE_WORDS[source]}${person}: ${said}${weight}.`;
}

function verdictWords(verdict: Verdict): string {
  switch (verdict.type) {
    case "contain":
      return verdict.scope === "session" ? "Decided: contain the one session." : "Decided: contain.";
    case "ask":
      return `Decided: a person is asked. ${plainText(verdict.because.join(" "))}`;
    case "refuse":
      return `Decided: refused. ${plainText(verdict.because.join(" "))}`;
  }
}

function tracedWords(found: number): string {
  return found === 0
    ? "CloudTrail was read: nothing further was found."
    : `The trace tells of ${count(found, "session")}.`;
}

function gapsWords(gaps: readonly string[]): string {
  return gaps.length === 0 ? "" : `; ${count(gaps.length, "place")} could not be read`;
}

function count(number: number, thing: string): string {
  return `${number === 0 ? "no" : number} ${thing}${number === 1 ? "" : "s"}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
