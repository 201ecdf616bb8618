// Whose own policies have to be asked: those whom the trust policy names, the incident's own, and the account's where it trusts that.
import type { Accounts, Listing } from "./accounts.ts";
import { failure, type Gap } from "./gap.ts";
import { callerOf } from "./principals-of.ts";
import { answerOf } from "./trust/answer-of.ts";
import { type Caller, callerNamed, sessionNamed } from "./trust/caller.ts";
import type { Trust } from "./trust/read-trust.ts";
import type { NamedWay } from "./trust/ways-named.ts";

/** `who`: as a way in names it. `isNamed`: the report says what became of it, whatever that is. */
export type Candidate = { readonly who: string; readonly caller: Caller; readonly isNamed: boolean };

export type Candidates = {
  readonly candidates: readonly Candidate[];
  /** Sessions whose role is not there. */
  readonly absent: readonly string[];
  /** Accounts all of whose users and roles were looked at. */
  readonly listed: readonly string[];
  readonly gaps: readonly Gap[];
};

/** Of one account, for one role. */
const MOST_ASKED = 300;

export async function gatherCandidates(
  accounts: Accounts,
  role: string,
  trust: Trust,
  named: readonly NamedWay[],
  ofIncident: readonly string[],
): Promise<Candidates> {
  const byName = await Promise.all(namesIn(named).map((who) => callerBehind(accounts, who)));
  const places = accountsTrusted(role, named);
  const listings = await Promise.all(places.map((account) => accounts.list(account)));
  const own = ofIncident.flatMap((arn) => callerNamed(arn) ?? []);
  const known = new Map<string, Candidate>(
    byName.flatMap(({ who, caller }) => (caller ? [[who, { who, caller, isNamed: true }]] : [])),
  );
  for (const caller of [...own, ...listings.flatMap((listing) => (listing.listed ? listing.callers : []))]) {
    if (!known.has(caller.arn) && isLetIn(trust, caller))
      known.set(caller.arn, { who: caller.arn, caller, isNamed: false });
  }
  const { kept, cut } = withinBounds([...known.values()]);
  return {
    candidates: kept,
    absent: byName.flatMap(({ who, isAbsent }) => (isAbsent ? [who] : [])),
    listed: places.filter((account, index) => listings[index]?.listed === true && !cut.has(account)),
    gaps: [
      ...byName.flatMap(({ gap }) => gap ?? []),
      ...listings.flatMap((listing) => gapOf(listing)),
      ...[...cut].map(([account, count]) => ({
        what: `${count} users and roles of ${account}, beyond the first ${MOST_ASKED}, were not asked whether they can assume ${role}.`,
        failed: false,
      })),
    ],
  };
}

function gapOf(listing: Listing): readonly Gap[] {
  return listing.listed || !listing.gap ? [] : [listing.gap];
}

function namesIn(named: readonly NamedWay[]): readonly string[] {
  const open = named.filter(({ kind, open }) => kind === "principal" && open === "not-visible");
  return [...new Set(open.map(({ who }) => who))];
}

type Named = { readonly who: string; readonly caller?: Caller; readonly isAbsent?: true; readonly gap?: Gap };

/** Neither caller nor gap: the account is not served. */
async function callerBehind(accounts: Accounts, who: string): Promise<Named> {
  const account = (sessionNamed(who) ?? callerNamed(who))?.account;
  try {
    const aws = account === undefined ? undefined : await accounts.aws(account);
    if (!aws) return { who };
    const caller = await callerOf(aws, who);
    return caller ? { who, caller } : { who, isAbsent: true };
  } catch (error) {
    return { who, gap: failure("The role behind a session could not be read", error, who) };
  }
}

/** Where everybody may come who is of some kind, those of the role's own account are looked at: they need nothing else. */
function accountsTrusted(role: string, named: readonly NamedWay[]): readonly string[] {
  const open = named.filter(({ call, open }) => call === "sts:AssumeRole" && open !== "no");
  const accounts = open.flatMap(({ kind, who, conditions }) => {
    if (kind === "anybody" && conditions.length > 0) return [role.split(":")[4] ?? ""];
    return kind === "account" && /^\d{12}$/.test(who) ? [who] : [];
  });
  return [...new Set(accounts)];
}

function isLetIn(trust: Trust, caller: Caller): boolean {
  const { allowed, denied } = answerOf(trust, caller);
  return allowed.length > 0 && denied === undefined;
}

/** `cut`: how many of each account were left out. */
function withinBounds(all: readonly Candidate[]) {
  const byAccount = Map.groupBy(all, ({ caller }) => caller.account);
  const kept = [...byAccount.values()].flatMap((candidates) => candidates.slice(0, MOST_ASKED));
  const cut = new Map(
    [...byAccount].flatMap(([account, { length }]) => (length > MOST_ASKED ? [[account, length - MOST_ASKED]] : [])),
  );
  return { kept, cut };
}
