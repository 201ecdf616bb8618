// An incident with every entry of its record, however many answers that takes.
import { LATEST } from "../lambda/abridge.ts";
import type { Ask, Looked, Presented } from "../lambda/answers.ts";
import { foldEntries } from "../lambda/ledger/fold.ts";

/** Null where there is none. */
export async function readWhole(ask: Ask, id: string): Promise<Presented | null> {
  const first = await ask("incident", { id });
  if (!first.incident) return null;
  const entries = [...first.incident.entries];
  let last = first;
  while (last.more) {
    last = await ask("incident", { id, after: entries.at(-1)?.seq ?? 0 });
    entries.push(...(last.incident?.entries ?? []));
  }
  const { alerts, verdicts } = (first.cut && foldEntries(id, entries)) || first.incident;
  return { ...first.incident, alerts, verdicts, entries };
}

/** An incident as far as a page shows it; one that an answer has no room for comes whole, in as many as it takes. */
export async function readShown(ask: Ask, id: string, before?: number): Promise<Looked> {
  const answer = await ask("look", { id, ...(before === undefined ? {} : { before }) });
  if (!("tooLarge" in answer)) return { ...answer, record: answer.record ?? lastOf(answer.incident) };
  const incident = await readWhole(ask, id);
  if (!incident) return { incident, alerts: 0, entries: 0, record: [] };
  const { alerts, entries } = incident;
  const record = lastOf(incident, before);
  return { incident, alerts: alerts.length, entries: entries.length, record };
}

function lastOf(incident: Presented | null, before = Number.POSITIVE_INFINITY): Looked["record"] {
  return incident?.entries.filter(({ seq }) => seq < before).slice(-LATEST) ?? [];
}

/** The latest ones, each with its whole record, newest first. `open`: so many of those that are open too, however old. */
export async function readAll(ask: Ask, limit: number, open?: number): Promise<readonly Presented[]> {
  const { incidents, cut = [] } = await ask("incidents", { limit, ...(open === undefined ? {} : { open }) });
  const isCut = new Set(cut);
  const whole: Presented[] = [];
  for (const incident of incidents) {
    whole.push(isCut.has(incident.id) ? ((await readWhole(ask, incident.id)) ?? incident) : incident);
  }
  return whole;
}
