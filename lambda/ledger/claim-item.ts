// The claim as an item of the table, and back.
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Incident, Word } from "../incident.ts";
import type { Alert } from "../model.ts";
import { alertKind } from "./fold.ts";
import type { Claim, Opening } from "./ledger.ts";
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
    openedAt: text("opened"),
    openingAlert: JSON.parse(text("alert")) as Alert,
    ...(item[DUE_INDEX.sort]?.S === undefined ? {} : { dueAt: text(DUE_INDEX.sort) }),
    ...(item["approved"]?.S === undefined ? {} : { approved: JSON.parse(item["approved"].S) as Word }),
    ...(item["widened"]?.BOOL ? { widened: true } : {}),
    ...(item["fellBack"]?.BOOL ? { fellBack: true } : {}),
  };
}

function isEnd(text: string): text is "lifted" | "refused" {
  return text === "lifted" || text === "refused";
}

/** That the alert is like the false alarm for which the incident was lifted. */
export function suppression(item: Item, { alert, at }: Opening): Pick<Claim, "suppressed"> {
  const until = item["suppressedUntil"]?.S;
  const isLikeIt = item["suppressed"]?.SS?.includes(alertKind(alert)) ?? false;
  if (until === undefined || until <= at || !isLikeIt) return {};
  return { suppressed: { until, reason: item["suppressedFor"]?.S ?? "" } };
}

/** How an incident ended, and for how long its like is not acted on. */
export function endOf({ status, suppressedUntil, alerts, entries }: Incident): Item {
  if (suppressedUntil === undefined) return { ended: { S: status } };
  const reason = entries.flatMap((entry) => (entry.type === "lifted" ? [entry.reason] : [])).at(-1) ?? "";
  return {
    ended: { S: status },
    suppressedUntil: { S: suppressedUntil },
    suppressedFor: { S: reason },
    suppressed: { SS: [...new Set(alerts.map(alertKind))] },
  };
}
