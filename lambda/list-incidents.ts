// Incidents as lists show them: by their heads, in one reading for all.
import type { Answers, Row } from "./answers.ts";
import type { Incident } from "./incident.ts";
import { headOf, type Listed } from "./ledger/head.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { standingOf, urgentStates } from "./ledger/urgency.ts";
import { settleSome } from "./settle-some.ts";

const AT_ONCE = 16;

/** Of those that need a person so many are read, the most urgent, and so many more are counted. */
const [MOST_URGENT, MOST_COUNTED] = [200, 1_000];

export type Listing = { readonly ledger: Pick<Ledger, "list" | "listOpen" | "countUrgent"> };

export type ListWish = { readonly limit: number; readonly open?: number | undefined };

/** As `newestFirst`. Those whose heads do not say all, since they were written before heads did, are read whole. */
export async function listIncidents(
  { ledger }: Listing & { readonly ledger: Pick<Ledger, "read"> },
  wish: ListWish,
): Promise<Answers["list"]> {
  const { heads, left } = await newestFirst({ ledger }, wish);
  const unsaid = heads.filter((head) => !saysAll(head));
  const read = new Map<string, Incident>();
  for (const result of await settleSome(AT_ONCE, unsaid, ({ id }) => ledger.read(id))) {
    if (result.status === "rejected") throw result.reason;
    if (result.value) read.set(result.value.id, result.value);
  }
  const incidents = heads.map((head) => {
    const incident = read.get(head.id);
    return rowOf(incident ? headOf(incident) : head);
  });
  return { incidents, ...(left > 0 ? { left } : {}) };
}

function saysAll({ asked, principal, alerts }: Listed): boolean {
  return asked !== undefined && (principal.kind !== "access-key" || alerts.length > 0);
}

function rowOf(head: Listed): Row {
  return { ...head, questions: head.asked ?? [] };
}

/**
 * The latest ones, and whatever needs a person, however old; with `open`, so many of those that are open, the most urgent
 * first. Whatever is counted besides is less urgent than all that are read.
 */
export async function newestFirst(
  { ledger }: Listing,
  { limit, open }: ListWish,
): Promise<{ readonly heads: readonly Listed[]; readonly left: number }> {
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

function needsAPerson(head: Listed): boolean {
  return urgentStates(standingOf(head)).length > 0;
}
