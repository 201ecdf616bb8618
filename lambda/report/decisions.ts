// Who decided what: the guardrails, people, and rules that spoke where nobody did.
import type { Presented } from "../answers.ts";
import type { Entry } from "../incident.ts";
import type { ReportForm } from "./form.ts";

type Decision = ReportForm["decisions"][number];

export function decisionsOf({ entries }: Presented): Decision[] {
  return entries.flatMap((entry) => decisionOf(entry) ?? []);
}

const RULES = "the guardrails";
const RESPONDER = "the responder";

function decisionOf(entry: Entry): Decision | undefined {
  const { at } = entry;
  switch (entry.type) {
    case "opened":
    case "alert": {
      const { wishedBy, title } = entry.alert;
      return wishedBy === undefined
        ? undefined
        : { at, by: wishedBy, what: "asked for the containment", reason: title };
    }
    case "verdict":
      return verdictOf(at, entry.verdict);
    case "approved":
      return { at, by: entry.by, what: "approved", ...(entry.reason === undefined ? {} : { reason: entry.reason }) };
    case "rejected":
      return { at, by: entry.by, what: "rejected", reason: entry.reason };
    case "widened":
      return { at, by: RESPONDER, what: "denied the whole role instead of the one session", reason: entry.because };
    case "held":
      return { at, by: RESPONDER, what: "held the roles: nobody works in them", reason: entry.because.join(" ") };
    case "released":
      return { at, by: RESPONDER, what: "let the roles go", reason: entry.because };
    case "lifted":
      return { at, by: entry.by ?? RESPONDER, what: "lifted", reason: entry.reason };
    default:
      return undefined;
  }
}

function verdictOf(at: string, verdict: Extract<Entry, { readonly type: "verdict" }>["verdict"]): Decision {
  switch (verdict.type) {
    case "contain": {
      const what = verdict.scope === "session" ? "contain the one session" : "contain";
      return { at, by: RULES, what, ...(verdict.despite ? { reason: `despite: ${verdict.despite.join(" ")}` } : {}) };
    }
    case "ask":
      return { at, by: RULES, what: "ask a person", reason: verdict.because.join(" ") };
    case "refuse":
      return { at, by: RULES, what: "refuse", reason: verdict.because.join(" ") };
  }
}
