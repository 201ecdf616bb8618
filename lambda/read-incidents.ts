// Incidents for whoever reads them, in answers that Lambda has room for.
import { abridge } from "./abridge.ts";
import type { Answers, Presented } from "./answers.ts";
import { openQuestions } from "./asking-alerts.ts";
import type { Entry, Incident } from "./incident.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { standingOf, urgentStates } from "./ledger/urgency.ts";
import { present } from "./page/present.ts";
import { settleSome } from "./settle-some.ts";

/** Lambda's answers hold 6 MB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const ROOM = 5_000_000;

const AT_ONCE = 16;

/** Of those that need a person so many are read, the most urgent, and so many more are counted. */
const [MOST_URGENT, MOST_COUNTED] = [200, 1_000];

type Listing = { readonly ledger: Pick<Ledger, "list" | "listOpen" | "countUrgent"> };

type Readable = { readonly ledger: Pick<Ledger, "read" | "readTrace"> };

type Wish = {
  readonly limit: number;
  readonly open?: number | undefined;
  readonly brief?: boolean | undefined;
  readonly heads?: boolean | undefined;
};

/**
 * The latest ones, and whatever needs a person, however old; with `open`, so many of those that are open, the most urgent
 * first. `brief`: without their entries; `heads`: no more than lists show, in one reading for all. Those for which the answer
 * has no room come shorter, and are named in `cut`.
 */
export async function readIncidents(
  { ledger }: Listing & Readable,
  { limit, open, heads: isList = false, brief = isList }: Wish,
): Promise<Answers["incidents"]> {
  const { heads, left } = await listed({ ledger }, limit, open);
  const read = await settleSome(AT_ONCE, heads, async (head) =>
    isList && saysAll(head) ? head : ledger.read(head.id),
  );
  const cut: string[] = [];
  let room = ROOM;
  const incidents = heads.map((head, index) => {
    const result = read[index];
    if (result?.status === "rejected") throw result.reason;
    const incident = result?.value ?? head;
    if (isList) return asListed(incident);
    const whole = present(incident);
    const wanted = brief ? { ...whole, entries: [] } : whole;
    const shown = [wanted, { ...whole, entries: [] }].find((one) => sizeOf(one) <= room) ?? asListed(incident);
    if (shown !== wanted) cut.push(head.id);
    room -= sizeOf(shown);
    return shown;
  });
  return { incidents, ...(cut.length > 0 ? { cut } : {}), ...(left > 0 ? { left } : {}) };
}

type Listed = { readonly heads: readonly Incident[]; readonly left: number };

/** Newest first. Whatever is counted besides is less urgent than all that are read. */
async function listed({ ledger }: Listing, limit: number, open: number | undefined): Promise<Listed> {
  const most = open ?? MOST_URGENT;
  const [latest, first] = await Promise.all([
    ledger.list(limit),
    most === 0 ? [] : ledger.listOpen(most, open === undefined ? "urgent" : undefined),
  ]);
  const byId = new Map([...latest, ...first].map((head) => [head.id, head]));
  const heads = [...byId.values()].toSorted((one, other) => order(other.openedAt, one.openedAt));
  const last = first[most - 1];
  if (!last || !needsAPerson(last)) return { heads, left: 0 };
  return { heads, left: Math.max(0, (await ledger.countUrgent(MOST_COUNTED)) - heads.filter(needsAPerson).length) };
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function needsAPerson(head: Incident): boolean {
  return urgentStates(standingOf(head)).length > 0;
}

/** Of alerts the first: it names the key where nobody has a name. */
function asListed(incident: Incident): Presented {
  const { plan: _plan, waysIn: _ways, evidence: _evidence, news: _news, ...rest } = incident;
  const steps = incident.steps.map((step) => ({ ...step, before: null, wrote: "", requestIds: [] }));
  const derived = { questions: openQuestions(incident), sessions: [], residual: [] };
  return { ...rest, steps, alerts: incident.alerts.slice(0, 1), verdicts: {}, entries: [], ...derived };
}

/** What a list shows is in the head, but for whom a person is asked about, and which key it is where nobody has a name. */
function saysAll({ asked, principal }: Incident): boolean {
  return asked?.length === 0 && principal.kind !== "access-key";
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
