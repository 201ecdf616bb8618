// One incident for whoever looks at it: of a long one what a page shows, without reading all of it each time.
import { abridge, inOneLine, LATEST } from "./abridge.ts";
import type { Answers } from "./answers.ts";
import type { Incident } from "./incident.ts";
import { foldEntries } from "./ledger/fold.ts";
import type { Brief, Ledger, Stretch } from "./ledger/ledger.ts";
import { present } from "./page/present.ts";
import { ROOM } from "./read-incidents.ts";

type Readable = { readonly ledger: Pick<Ledger, "read" | "readLatest" | "readKept" | "keepBrief"> };

type Wish = { readonly id: string; readonly before?: number | undefined };

export async function lookAt({ ledger }: Readable, { id, before }: Wish): Promise<Answers["look"]> {
  const [latest, kept, asked] = await Promise.all([
    ledger.readLatest(id, LATEST),
    ledger.readKept(id),
    before === undefined ? undefined : ledger.readLatest(id, LATEST, before),
  ]);
  const brief = latest.isFirst
    ? wholeOf(foldEntries(id, latest.entries))
    : await briefOf(ledger, id, latest, kept.brief);
  if (!brief) return { incident: null, alerts: 0, entries: 0 };
  const { incident, alerts } = brief;
  const looked = {
    incident: { ...present(incident, kept.trace), entries: incident.entries.map(inOneLine) },
    alerts,
    entries: incident.entries.at(-1)?.seq ?? 0,
    ...(asked ? { record: asked.entries.map(inOneLine) } : {}),
  };
  return Buffer.byteLength(JSON.stringify(looked)) <= ROOM ? looked : { tooLarge: true };
}

function wholeOf(incident: Incident | undefined): Omit<Brief, "hash"> | undefined {
  return incident && { incident, alerts: incident.alerts.length };
}

/** What was kept counts where no entry has come since: the hash of the newest is over all before it. */
async function briefOf(
  ledger: Readable["ledger"],
  id: string,
  { entries }: Stretch,
  kept: Brief | undefined,
): Promise<Omit<Brief, "hash"> | undefined> {
  const hash = entries.at(-1)?.hash;
  if (kept && kept.hash === hash) {
    return { ...kept, incident: { ...kept.incident, entries: [...kept.incident.entries, ...entries] } };
  }
  const whole = await ledger.read(id);
  if (!whole) return undefined;
  const short = { incident: abridge(whole), alerts: whole.alerts.length };
  await keep(ledger, short, whole.entries.at(-1)?.hash);
  return short;
}

/** The latest entries are read anew each time. Whoever may not write reads on without it. */
async function keep(
  ledger: Readable["ledger"],
  { incident, alerts }: Omit<Brief, "hash">,
  hash?: string,
): Promise<void> {
  if (hash === undefined || hash === "") return;
  const older = incident.entries.slice(0, -LATEST);
  await ledger.keepBrief({ incident: { ...incident, entries: older }, alerts, hash }).catch(() => undefined);
}
