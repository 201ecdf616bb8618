// What the ledger promises: one open incident for each principal, and entries that are only ever added.
import type { Entry, EntryBody, Incident, Word } from "../incident.ts";
import type { Alert, Suspect, Time } from "../model.ts";
import type { KeptCalls } from "../residual/kept-call.ts";
import type { RecordedCall, TraceGraph } from "../trace/graph.ts";
import type { Thing } from "../watched-things.ts";
import type { LastDrill } from "./drills.ts";
import type { Listed } from "./head.ts";

/** The right to be the incident of a principal: who holds it, and what opened it. */
export type Claim = {
  readonly principalKey: string;
  readonly incidentId: string;
  /** Whether this very call opened the incident; every later one joins it. */
  readonly opened: boolean;
  /** Present where the incident has ended and the alert tells nothing that it did not answer. */
  readonly ended?: "lifted" | "refused";
  /** The time before which the incident denies sessions, or is about to. */
  readonly cutoff: Time;
  /** The cutoff of whoever denies now, where somebody has needed a later one than was meant at the opening. */
  readonly agreed?: Time;
  readonly openedAt: Time;
  readonly openingAlert: Alert;
  /** When somebody looks at it again, while it is open. */
  readonly dueAt?: Time;
  /** A person has said yes to this incident. */
  readonly approved?: Word;
  /** The whole role is denied: nothing narrower will do. */
  readonly widened?: true;
  /** There was no room for the deny where it is looked for first: it stands elsewhere. */
  readonly fellBack?: true;
  /** A deny of the incident stands: what was decided once is not asked again. */
  readonly contained?: true;
  /** A former incident was a false alarm, and the alert is of a kind that it knew. */
  readonly suppressed?: { readonly until: Time; readonly reason: string; readonly incident: string };
  /** A former incident, lifted since, has denied what was issued until then: the alert saw nothing later. */
  readonly answered?: { readonly until: Time; readonly incident: string };
};

export type Opening = { readonly incidentId: string; readonly alert: Alert; readonly cutoff: Time; readonly at: Time };

/** What a walk leaves to the next. */
export type Trace = {
  readonly graph: TraceGraph;
  readonly gaps: readonly string[];
  readonly through: Time;
  /** What Athena has read for the incident on this day (UTC), where it is what reads. */
  readonly scanned?: { readonly day: string; readonly bytes: number };
};
export type KnownTrace = Trace & { readonly version: number };

/** For whoever looks at an incident. */
export type Kept = { readonly trace: KnownTrace | undefined; readonly brief: Brief | undefined };

/** An incident without most of what it holds: the entries alone are the record. */
export type Brief = {
  readonly incident: Incident;
  /** How many there are. */
  readonly alerts: number;
  /** Of the entry that it was made after: it, and all before it. */
  readonly hash: string;
};

/** Entries that follow each other. `isFirst`: none came before them. */
export type Stretch = { readonly entries: readonly Entry[]; readonly isFirst: boolean };

export type Ledger = {
  /**
   * Opens an incident for the alert's principal or joins the one that is open. One round trip; it carries the intent, so
   * that `due` finds what crashed right after it.
   */
  claim(opening: Opening): Promise<Claim>;
  /** The cutoff of all who deny now: the claim's, where it is no earlier than `earliest`; else `wanted`, which is then the claim's. */
  agree(claim: Claim, wanted: Time, earliest: Time): Promise<Time>;
  /**
   * Appends what `next` makes of the incident as it stands; where somebody was faster, it is asked again. Returns the
   * incident with its new entries.
   */
  append(claim: Claim, at: Time, next: (incident: Incident) => readonly EntryBody[]): Promise<Incident>;
  read(incidentId: string): Promise<Incident | undefined>;
  /** The latest `most` entries, or the latest before the number `before`; they come in the order of their numbers. */
  readLatest(incidentId: string, most: number, before?: number): Promise<Stretch>;
  /** What is kept beside the entries. The brief may be behind them, and says so by its hash. */
  readKept(incidentId: string): Promise<Kept>;
  /** Nothing is kept of what is too large for an item of the table. */
  keepBrief(brief: Brief): Promise<void>;
  /** Brings the claim in step with the incident: one that has ended is due no more. */
  follow(claim: Claim, incident: Incident, at: Time): Promise<void>;
  /** Lists show the incident as it was read last, where a crash has kept them from it. Nothing is asked where they do. */
  bringIntoLists(incident: Incident): Promise<void>;
  /** The claims of all incidents that are open and due. */
  due(now: Time): Promise<readonly Claim[]>;
  /** Has the incident due again at `dueAt`, unless somebody else was faster: two heartbeats do not do the same work. */
  take(claim: Claim, dueAt: Time): Promise<boolean>;
  /** Reconcile comes back to the incident at `dueAt`. */
  schedule(claim: Claim, dueAt: Time): Promise<void>;
  /** Reconcile comes back at once, and each minute for some time, whatever was read of the incident before. */
  hasten(claim: Claim, at: Time): Promise<void>;
  /** Nothing is to be done `until` then, as far as was seen `at`: left alone where somebody has hastened it since. */
  putOff(claim: Claim, times: { readonly at: Time; readonly until: Time }): Promise<void>;
  /** The claim of the incident, where it still holds its principal's. */
  claimOf(incident: Incident): Promise<Claim | undefined>;
  /** Where the trace of the incident has come to; undefined before the first walk. */
  readTrace(incidentId: string): Promise<KnownTrace | undefined>;
  /** Written over what `version` says; left alone where another walk was faster. */
  writeTrace(incidentId: string, version: number, trace: Trace): Promise<void>;
  /** The claims of open incidents that any of these belongs to: a key, a unique id, a role's or a user's name. */
  watching(things: readonly Thing[]): Promise<readonly Claim[]>;
  /** These belong to the incident besides what its entries name. */
  watch(claim: Claim, things: readonly Thing[]): Promise<void>;
  /** Keeps a call that EventBridge has brought; false where it is too long to be kept. */
  keepHeard(incidentId: string, call: RecordedCall): Promise<boolean>;
  /** The calls that EventBridge has brought and that were made since then, oldest first; the newest two hundred. */
  readHeard(incidentId: string, since: Time): Promise<readonly RecordedCall[]>;
  /** Whether any incident is open at all. */
  hasOpen(): Promise<boolean>;
  /** Keeps a call for a day that is nobody's yet: the key that signed it may turn out to be an incident's. */
  keepStray(call: RecordedCall): Promise<boolean>;
  /** What the keys have signed of that. */
  readStrays(accessKeyIds: readonly string[]): Promise<readonly RecordedCall[]>;
  /** Keeps calls with the incident. Those that it has under the same slots are replaced, and what was left out is added up. */
  keepCalls(incidentId: string, calls: KeptCalls): Promise<void>;
  /** Every call that was kept with the incident, in no order. */
  readCalls(incidentId: string): Promise<KeptCalls>;
  /** Whether what is written now can be read: an item of its own that expires, beside every incident. */
  tryOut(id: string, at: Time): Promise<boolean>;
  /** A drill has arrived from the Region. */
  noteDrill(drill: LastDrill): Promise<void>;
  /** When the last one arrived, from each Region that ever sent one. */
  lastDrills(): Promise<readonly LastDrill[]>;
  /** What is wrong with the incident's record, one sentence each; undefined where there is no such incident. */
  verify(incidentId: string): Promise<readonly string[] | undefined>;
  /** Newest first, `limit` at most. */
  list(limit: number): Promise<readonly Listed[]>;
  /** Open ones, the most urgent first, and of those that are alike the newest. `urgent`: no others than need a person. */
  listOpen(limit: number, only?: "urgent"): Promise<readonly Listed[]>;
  /** How many need a person; counting ends above `most`. */
  countUrgent(most: number): Promise<number>;
  /** How many incidents that were opened since then have been contained; counting ends above `most`. */
  countContained(since: Time, most: number): Promise<number>;
  /** Counts a containment that begins, or one that was none, in the clock hour of `at`; answers how many have begun in it. */
  countBegun(at: Time, change: 1 | -1): Promise<number>;
};

/** A person asks now, by a request that is new each time: no former incident has answered it. */
export function isWishOfNow({ source }: Alert): boolean {
  return source === "request";
}

/** Whoever shares it shares an incident. Names in IAM are told apart by more than case, and an account has one of each. */
export function principalKeyOf({ account = "unknown", principal, accessKeyId }: Alert): string {
  const [kind, name] = whose(principal, accessKeyId);
  return `${account}/${kind}/${name.toLowerCase()}`;
}

function whose(suspect: Suspect, accessKeyId: string | undefined): readonly [kind: string, name: string] {
  switch (suspect.kind) {
    case "federated-user": // What answers it is a deny on the user who asked for the token.
      return suspect.issuer === undefined ? [suspect.kind, suspect.name] : ["user", suspect.issuer];
    case "role": {
      const isSharedByPeople = /^AWSReservedSSO_/i.test(suspect.name) && suspect.session !== undefined;
      return [suspect.kind, isSharedByPeople ? `${suspect.name}/${suspect.session}` : suspect.name];
    }
    case "unique-id":
    case "instance":
      return [suspect.kind, suspect.id];
    case "root":
      return [suspect.kind, ""];
    case "access-key":
    case "unknown":
      return [suspect.kind, accessKeyId ?? ""];
    default:
      return [suspect.kind, suspect.name];
  }
}
