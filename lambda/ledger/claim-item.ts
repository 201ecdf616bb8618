// The claim as an item of the table, and back.
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Incident, Word } from "../incident.ts";
import type { Alert } from "../model.ts";
import { alertKey, alertKind, foldEntries } from "./fold.ts";
import { type Claim, isWishOfNow, type Opening } from "./ledger.ts";
import { DUE_INDEX } from "./table.ts";

export type Item = Record<string, AttributeValue>;

export function fromItem(item: Item): Claim {
  const text = (name: string) => item[name]?.S ?? "";
  const ended = text("ended");
  return {
    principalKey: text("pk").replace(/^principal#/, ""),
    incidentId: text("incident"),
    opened: false,
    ...(isEnd(ended) ? { ended } : {}),
    cutoff: text("cutoff"),
    ...(item["agreed"]?.S === undefined ? {} : { agreed: text("agreed") }),
    openedAt: text("opened"),
    openingAlert: JSON.parse(text("alert")) as Alert,
    ...(item[DUE_INDEX.sort]?.S === undefined ? {} : { dueAt: text(DUE_INDEX.sort) }),
    ...(item["approved"]?.S === undefined ? {} : { approved: JSON.parse(item["approved"].S) as Word }),
    ...(item["widened"]?.BOOL ? { widened: true } : {}),
    ...(item["fellBack"]?.BOOL ? { fellBack: true } : {}),
    ...(item["contained"]?.BOOL ? { contained: true } : {}),
  };
}

function isEnd(text: string): text is "lifted" | "refused" {
  return text === "lifted" || text === "refused";
}

/**
 * What the principal's former incidents have to say to the alert: that it is like a false alarm, or that a lifted incident
 * has answered what it saw. Incidents that were refused since, over a sample say, do not make that forgotten.
 */
export function memory(item: Item, { alert, at }: Opening): Pick<Claim, "suppressed" | "answered"> {
  const [until, answered] = [item["suppressedUntil"]?.S, item["answeredUntil"]?.S];
  const isLikeIt = alert.wishedBy === undefined && (item["suppressed"]?.SS?.includes(alertKind(alert)) ?? false);
  const isOld = item["ended"] !== undefined && answered !== undefined && alert.lastSeen < answered;
  const said = (name: string) => item[name]?.S ?? "";
  return {
    ...(until !== undefined && until > at && isLikeIt
      ? { suppressed: { until, reason: said("suppressedFor"), incident: said("suppressedIn") } }
      : {}),
    ...(isOld && !isWishOfNow(alert) ? { answered: { until: answered, incident: said("answeredIn") } } : {}),
  };
}

/** What the next incident of the principal must not inherit. */
export const OF_ONE_INCIDENT = [
  "ended",
  "approved",
  "widened",
  "fellBack",
  "contained",
  "version",
  "hastened",
  "agreed",
] as const;

/** How an incident ended; if it was lifted, what it has answered, and for how long its like is not acted on. */
export function endOf(incident: Incident): Item {
  const { id, status, cutoff, suppressedUntil, entries } = incident;
  if (status !== "lifted") return { ended: { S: status } };
  const until = new Date(cutoff).toISOString(); // As an alert says when it was last seen: the two are compared as texts.
  const answered: Item = { ended: { S: status }, answeredUntil: { S: until }, answeredIn: { S: id } };
  if (suppressedUntil === undefined) return answered;
  const reason = entries.flatMap((entry) => (entry.type === "lifted" ? [entry.reason] : [])).at(-1) ?? "";
  return {
    ...answered,
    suppressedUntil: { S: suppressedUntil },
    suppressedFor: { S: reason },
    suppressedIn: { S: id },
    suppressed: { SS: [...kindsOfFalseAlarm(incident)] },
  };
}

/** The kinds that the person knew who called it a false alarm: neither what came later, nor what had no part in it. */
function kindsOfFalseAlarm(incident: Incident): readonly string[] {
  const { id, entries } = incident;
  const lifted = entries.findLastIndex(({ type }) => type === "lifted");
  const { alerts, verdicts } = foldEntries(id, entries.slice(0, lifted)) ?? incident;
  const acted = alerts.filter((alert) => verdicts[alertKey(alert)]?.type !== "refuse");
  return [...new Set((acted.length > 0 ? acted : alerts).map(alertKind))];
}
