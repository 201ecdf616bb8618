// Incidents for whoever reads them, in answers that Lambda has room for.
import { abridge } from "./abridge.ts";
import type { Answers, Presented } from "./answers.ts";
import { openQuestions } from "./asking-alerts.ts";
import type { Entry, Incident } from "./incident.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { type Listing, type ListWish, newestFirst } from "./list-incidents.ts";
import { present } from "./page/present.ts";
import { settleSome } from "./settle-some.ts";

/** Lambda's answers hold 6 MB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const ROOM = 5_000_000;

const AT_ONCE = 16;

type Readable = { readonly ledger: Pick<Ledger, "read" | "readTrace"> };

/** As `newestFirst`. `brief`: without their entries. Those for which the answer has no room come shorter, and are named in `cut`. */
export async function readIncidents(
  { ledger }: Listing & Readable,
  { brief = false, ...wish }: ListWish & { readonly brief?: boolean | undefined },
): Promise<Answers["incidents"]> {
  const { heads, left } = await newestFirst({ ledger }, wish);
  const read = await settleSome(AT_ONCE, heads, ({ id }) => ledger.read(id));
  const cut: string[] = [];
  let room = ROOM;
  const incidents = read.flatMap((result) => {
    if (result.status === "rejected") throw result.reason;
    if (!result.value) return [];
    const whole = present(result.value);
    const wanted = brief ? { ...whole, entries: [] } : whole;
    const shown = [wanted, { ...whole, entries: [] }].find((one) => sizeOf(one) <= room) ?? shortened(result.value);
    if (shown !== wanted) cut.push(shown.id);
    room -= sizeOf(shown);
    return [shown];
  });
  return { incidents, ...(cut.length > 0 ? { cut } : {}), ...(left > 0 ? { left } : {}) };
}

/** Of alerts the first: it names the key where nobody has a name. */
function shortened(incident: Incident): Presented {
  const { plan: _plan, waysIn: _ways, evidence: _evidence, news: _news, ...rest } = incident;
  const steps = incident.steps.map((step) => ({ ...step, before: null, wrote: "", requestIds: [] }));
  const derived = { questions: openQuestions(incident), sessions: [], residual: [] };
  return { ...rest, steps, alerts: incident.alerts.slice(0, 1), verdicts: {}, entries: [], ...derived };
}

/**
 * One incident with its entries after the number `after`, as many as there is room for. Entries tell alerts and verdicts too:
 * what has more of these than half an answer holds comes without most of them.
 */
export async function readIncident(
  { ledger }: Readable,
  { id, after = 0 }: { readonly id: string; readonly after?: number | undefined },
): Promise<Answers["incident"]> {
  const [incident, trace] = await Promise.all([ledger.read(id), ledger.readTrace(id)]);
  if (!incident) return { incident: null };
  const whole: Presented = { ...present(incident, trace), entries: [] };
  const isCut = sizeOf(whole) > ROOM / 2;
  const { alerts, verdicts } = isCut ? abridge(incident) : incident;
  const shown = { ...whole, alerts, verdicts };
  const later = incident.entries.filter(({ seq }) => seq > after);
  const entries = fitting(later, ROOM - sizeOf(shown));
  return {
    incident: { ...shown, entries },
    ...(entries.length < later.length ? { more: true } : {}),
    ...(isCut ? { cut: true } : {}),
  };
}

/** One at least, so that whoever asks comes to the end. */
function fitting(entries: readonly Entry[], room: number): readonly Entry[] {
  let left = room;
  const end = entries.findIndex((entry, index) => {
    left -= sizeOf(entry);
    return left < 0 && index > 0;
  });
  return end < 0 ? entries : entries.slice(0, end);
}

function sizeOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}
