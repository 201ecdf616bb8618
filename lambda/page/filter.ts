// Which incidents are shown, as the address of the page says it.
import type { Presented, Row } from "../answers.ts";
import { isOpen } from "../ledger/fold.ts";
import { urgentStates } from "../ledger/urgency.ts";
import { plainText } from "../words/plain-text.ts";
import { whose } from "../words/whose.ts";

export const SHOWN = {
  open: "Open",
  person: "Need a person",
  ended: "Ended",
  all: "All",
} as const;

export type Shown = keyof typeof SHOWN;

export type Filter = {
  readonly show: Shown;
  readonly account: string;
  readonly text: string;
  /** The list begins with the one of this number; 0 is the most urgent. */
  readonly from: number;
};

/** What the address does not say, or says wrongly, is not filtered by. */
export function readFilter(query: Readonly<Record<string, string>>): Filter {
  const { show = "", account = "", text = "", from = "" } = query;
  return {
    show: isShown(show) ? show : "open",
    account: plainText(account, 40),
    text: plainText(text, 200),
    from: /^\d{1,4}$/.test(from) ? Number(from) : 0,
  };
}

/** The address of the same list from another number on. */
export function addressOf({ show, account, text }: Filter, from: number): string {
  const query = new URLSearchParams({ show, ...(account === "" ? {} : { account }), ...(text === "" ? {} : { text }) });
  return `/?${query}${from === 0 ? "" : `&from=${from}`}#incidents`;
}

function isShown(text: string): text is Shown {
  return Object.hasOwn(SHOWN, text);
}

export function isFiltered({ show, account, text }: Omit<Filter, "from">): boolean {
  return show !== "open" || account !== "" || text !== "";
}

/** A row has no words to look for: whoever looks for some reads incidents. */
export function matches(incident: Row | Presented, { show, account, text }: Filter): boolean {
  if (account !== "" && incident.account !== account) return false;
  if (text !== "" && !("sessions" in incident && wordsOf(incident).includes(text.toLowerCase()))) return false;
  return IS_SHOWN[show](incident);
}

const IS_SHOWN: Readonly<Record<Shown, (incident: Row) => boolean>> = {
  open: isOpen,
  person: (incident) => urgentStates(incident).length > 0,
  ended: (incident) => !isOpen(incident),
  all: () => true,
};

/** What one may look for: names, keys, sessions, ids. */
function wordsOf({ id, principal, account, alerts, sessions, cutoff }: Presented): string {
  const keys = sessions.flatMap(({ accessKeyId, principal: who }) => [accessKeyId ?? "", whose(who, account)]);
  const told = alerts.flatMap(({ title, id: alert, accessKeyId = "" }) => [title, alert, accessKeyId]);
  return [id, whose(principal, account), cutoff, ...keys, ...told].join("\n").toLowerCase();
}
