// Asking CloudTrail in every enabled Region of an account who somebody is; the first Region that is sure ends the search.
import type { Aws } from "../aws.ts";
import type { TrailEvent } from "../evidence.ts";
import type { Time } from "../model.ts";
import { enabledRegions, type Lookup, lookUpIn } from "../trace/lookup-events.ts";
import type { Search } from "./search.ts";
import type { Witness } from "./trail-owner.ts";

export type TrailQuestion = {
  /** Asked in this order in each Region, until one of them knows. */
  readonly lookups: readonly {
    readonly attribute: Lookup["attribute"];
    readonly value: string;
    /** Pages of 50 events, newest first; one unless said. Only what others can fill up needs more. */
    readonly mostPages?: number;
    readonly read: (event: TrailEvent) => Witness | undefined;
  }[];
  /** When the session was issued, where the alert says: it decides where a key id has had two owners. */
  readonly issuedAt?: Time | undefined;
  /** No Region's answer is enough: what is asked for may belong to several. */
  readonly needsAll?: true;
};

export type Testimony = {
  /** Undefined where nobody is named. */
  readonly witness?: Witness;
  readonly note?: string;
  readonly gaps: readonly string[];
};

/** How long CloudTrail keeps events for LookupEvents. */
const KEPT_MS = 90 * 24 * 60 * 60_000;
/** Clocks differ, and the trail counts whole seconds. */
const SAME_ISSUE_MS = 5_000;

/** Rejects where the account's Regions cannot be listed. */
export async function searchTrail(aws: Aws, question: TrailQuestion, search: Search): Promise<Testimony> {
  const regions = await enabledRegions(aws);
  const progress = { isOver: false };
  const readings = regions.map((region) => askRegion(aws, region, question, search, progress));
  const sure = readings.map(async (reading) => {
    const { witnesses } = await reading;
    if (question.needsAll || !witnesses.some((witness) => isSure(witness, question)))
      throw new Error("This Region does not know.");
    return witnesses;
  });
  const early = await Promise.any(sure).catch(() => undefined); // Rejects when no Region knows for sure.
  progress.isOver = true;
  if (early) return { ...choose(early, question), gaps: [] };
  const all = await Promise.all(readings);
  return {
    ...choose(
      all.flatMap(({ witnesses }) => witnesses),
      question,
    ),
    gaps: all.flatMap(({ gaps }) => gaps),
  };
}

type Reading = { readonly witnesses: readonly Witness[]; readonly gaps: readonly string[] };

async function askRegion(
  aws: Aws,
  region: string,
  { lookups }: TrailQuestion,
  pace: Pick<Search, "now" | "sleep">,
  progress: { readonly isOver: boolean },
): Promise<Reading> {
  const gaps: string[] = [];
  const [from, to] = [new Date(pace.now() - KEPT_MS).toISOString(), new Date(pace.now()).toISOString()];
  for (const { attribute, value, read, mostPages = 1 } of lookups) {
    if (progress.isOver) break;
    const reading = await lookUpIn(aws, region, { attribute, value, from, to, mostPages }, pace);
    const witnesses = reading.events.flatMap((event) => read(event) ?? []);
    if (witnesses.length > 0) return { witnesses, gaps: [] };
    if (reading.gap !== undefined) gaps.push(reading.gap);
  }
  return { witnesses: [], gaps };
}

function isSure({ issuedAt }: Witness, question: TrailQuestion): boolean {
  return question.issuedAt === undefined || isSameIssue(issuedAt, question.issuedAt);
}

function isSameIssue(one: Time | undefined, other: Time): boolean {
  return one !== undefined && Math.abs(Date.parse(one) - Date.parse(other)) <= SAME_ISSUE_MS;
}

/** Key ids recur: the owner whose session was issued when the alert says, else the one that was seen last. */
function choose(witnesses: readonly Witness[], question: TrailQuestion): Pick<Testimony, "witness" | "note"> {
  const newestFirst = witnesses.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  const witness = newestFirst.find((one) => isSure(one, question)) ?? newestFirst[0];
  if (!witness) return {};
  const owners = new Map(newestFirst.map((one) => [ownerKey(one), one]));
  const others = [...owners.keys()].filter((key) => key !== ownerKey(witness));
  if (others.length === 0) return { witness };
  const why =
    question.issuedAt !== undefined && isSure(witness, question) ? "its issue time matches" : "it was seen last";
  return {
    witness,
    note: `CloudTrail knows ${owners.size} owners; taken is ${ownerKey(witness)}, since ${why}. Others: ${others.slice(0, 5).join(", ")}.`,
  };
}

function ownerKey({ account, principal }: Witness): string {
  const { kind } = principal;
  const name = "name" in principal ? principal.name : undefined;
  const session = "session" in principal ? principal.session : undefined;
  const issuer = "issuer" in principal ? principal.issuer : undefined;
  return [account, kind, issuer, name, session].filter((part) => part !== undefined).join("/");
}
