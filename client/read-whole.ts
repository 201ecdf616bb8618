// An incident with every entry of its record, however many answers that takes.
import type { Ask, Presented } from "../lambda/answers.ts";

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
  return { ...first.incident, entries };
}

/** The latest ones, each with its whole record, newest first. */
export async function readAll(ask: Ask, limit: number): Promise<readonly Presented[]> {
  const { incidents, cut = [] } = await ask("incidents", { limit });
  const isCut = new Set(cut);
  const whole: Presented[] = [];
  for (const incident of incidents) {
    whole.push(isCut.has(incident.id) ? ((await readWhole(ask, incident.id)) ?? incident) : incident);
  }
  return whole;
}
