// Incidents as lists show them: by their heads, in one reading for all.
import type { Answers, Row } from "./answers.ts";
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
  const incidents = await settleSome(AT_ONCE, heads, async (head) =>
    rowOf(saysAll(head) ? head : await anew(ledger, head)),
  );
  return {
    incidents: incidents.map((result) => {
      if (result.status === "rejected") throw result.reason;
      return result.value;
    }),
    ...(left > 0 ? { left } : {}),
  };
}

function saysAll({ asked, principal, alerts }: Listed): boolean {
  return asked !== undefined && (principal.kind !== "access-key" || alerts.length > 0);
}

async function anew(ledger: Pick<Ledger, "read">, head: Listed): Promise<Listed> {
  const incident = await ledger.read(head.id);
  return incident ? headOf(incident) : head;
}

function rowOf({ asked: questions = [], ...head }: Listed): Row {
  return { ...head, questions };
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
