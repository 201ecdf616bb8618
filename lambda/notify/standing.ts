// What an entry changes that people should hear of: which of the states that are told the incident comes to, and leaves.
import type { Entry, Incident, News, Standing } from "../incident.ts";
import type { Verdict } from "../model.ts";
import type { Step } from "../steps.ts";

type Kind = {
  /** Whether the incident is in the state; `was`: whether it was before the entry. */
  isIn(incident: Incident, was: boolean, applied: Applied): boolean;
  /** Whether the entry is news although the incident was in the state already. */
  isNews?(before: Incident, applied: Applied): boolean;
};

/** An entry, and what the alerts so far ask for. */
type Applied = {
  readonly entry: Entry;
  /** The verdict whose place it takes. */
  readonly replaced: Verdict | undefined;
  /** How many verdicts ask about somebody who was found since. */
  readonly questions: number;
};

const isEnded = ({ status }: Incident) => status === "lifted" || status === "refused";

const KINDS: Readonly<Record<News, Kind>> = {
  contained: { isIn: ({ status }) => status === "contained", isNews: containsAnother },
  "awaiting-approval": {
    // About the incident's own principal, or about somebody who was found since.
    isIn: (incident, _, { questions }) =>
      !isEnded(incident) && (incident.status === "awaiting-approval" || questions > 0),
    isNews: (_, { entry, replaced }) =>
      entry.type === "verdict" && entry.verdict.type === "ask" && isAboutFound(entry.alert) && replaced?.type !== "ask",
  },
  leaking: { isIn: (incident) => !isEnded(incident) && incident.proof === "leaking" },
  failed: { isIn: ({ status }) => status === "failed" },
  refused: { isIn: (incident, was, { entry }) => incident.status === "refused" && (was || matters(incident, entry)) },
  unproven: { isIn: (incident) => !isEnded(incident) && incident.proof === "unproven" },
  proven: { isIn: (incident) => !isEnded(incident) && incident.proof === "proven" },
  undone: {
    isIn: (incident, was, { entry }) => !isEnded(incident) && (was || isUndone(entry)),
    isNews: (_, { entry }) => isUndone(entry),
  },
  held: {
    isIn: (incident) => !isEnded(incident) && incident.held !== undefined && incident.held.releasedAt === undefined,
  },
  lifted: { isIn: ({ status }) => status === "lifted", isNews: (_, { entry }) => entry.type === "lifted" },
};

/** The key of an alert begins with its source. */
export function isAboutFound(alert: string): boolean {
  return /^(trace|tamper)\|/.test(alert);
}

/** What only tries things out, and what an incident of another name answers, is nobody's news. */
function matters({ alerts }: Incident, entry: Entry): boolean {
  if (entry.type === "identified") return false;
  if (entry.type === "verdict" && entry.verdict.type === "refuse" && entry.verdict.quiet) return false;
  return !alerts.every(({ sample, dryRun }) => sample || dryRun === true);
}

function isUndone({ type }: Entry): boolean {
  return type === "tamper" || type === "paged";
}

/** The deny of somebody who was found later: others' work stands still too. */
function containsAnother({ steps }: Incident, { entry }: Applied): boolean {
  if (entry.type !== "step-applied" || entry.why !== "contain") return false;
  const whose = ownerOf(entry.applied.step);
  return !steps.some(({ step }) => ownerOf(step) === whose);
}

function ownerOf(step: Step): string {
  if ("roleName" in step) return `${step.account}/role/${step.roleName}`;
  return "userName" in step ? `${step.account}/user/${step.userName}` : step.type;
}

type Told = NonNullable<Incident["news"]>;

export function standingAfter(before: Incident, after: Incident, applied: Applied): Told {
  const { news = {} } = before;
  const { entry } = applied;
  const known = entry.type === "told" ? withTold(news, entry) : news;
  const changes = (Object.keys(KINDS) as News[]).flatMap((news) => {
    const next = standing(known[news], KINDS[news], { before, after, applied });
    return next === known[news] ? [] : [[news, next] as const];
  });
  return changes.length === 0 ? known : { ...known, ...Object.fromEntries(changes) };
}

type Change = { readonly before: Incident; readonly after: Incident; readonly applied: Applied };

function standing(known: Standing | undefined, kind: Kind, { before, after, applied }: Change): Standing | undefined {
  const was = known !== undefined && known.over === undefined;
  if (!kind.isIn(after, was, applied)) return was ? { ...known, over: true } : known;
  if (was && !kind.isNews?.(before, applied)) return known;
  const { over: _over, ...told } = known ?? {};
  return { ...told, entry: applied.entry.seq, since: applied.entry.at };
}

/** What came after the message was written is not told by it. */
function withTold(news: Told, told: Extract<Entry, { readonly type: "told" }>): Told {
  const now = told.news.flatMap((kind) => {
    const known = news[kind];
    return known && known.entry <= told.upTo ? [[kind, { ...known, told: known.entry, toldAt: told.at }] as const] : [];
  });
  return { ...news, ...Object.fromEntries(now) };
}
