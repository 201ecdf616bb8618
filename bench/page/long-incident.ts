// An incident with thousands of entries: the same leak reported again and again, its proof looked for, its deny undone and put back.
import type { Deps } from "../../lambda/deps.ts";
import type { EntryBody, Incident } from "../../lambda/incident.ts";
import { alertKey } from "../../lambda/ledger/fold.ts";

const MINUTE = 60_000;

/** Adds entries to the incident until it has so many. */
export async function lengthen({ ledger }: Deps, incident: Incident, count: number): Promise<void> {
  const claim = await ledger.claimOf(incident);
  const [alert] = incident.alerts;
  const [step] = incident.steps;
  if (!claim || !alert || !step) throw new Error("The incident is not contained.");
  const { step: denied, before, wrote } = step;
  const bodies: EntryBody[] = [];
  for (let round = 1; bodies.length < count; round++) {
    const again = { ...alert, lastSeen: new Date(Date.parse(alert.lastSeen) - round * MINUTE).toISOString() };
    const applied = { step: denied, before, wrote, changed: true, requestId: `again-${round}` };
    bodies.push(
      { type: "alert", alert: again, effect: "changes-nothing" },
      { type: "verdict", alert: alertKey(again), verdict: { type: "contain" } },
      { type: "tamper", step: denied, because: "The policy was removed." },
      { type: "step-applied", applied, why: "tamper" },
    );
  }
  const left = count - incident.entries.length;
  await ledger.append(claim, incident.openedAt, (now) => (now.entries.length < count ? bodies.slice(0, left) : []));
}
