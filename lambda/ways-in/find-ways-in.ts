// Who can open a new session of the contained roles now: the trust policies as they are, and the callers' own policies.
import type { Places } from "../places.ts";
import { settleSome } from "../settle-some.ts";
import { type Accounts, seeAccounts } from "./accounts.ts";
import { type Candidate, gatherCandidates } from "./candidates.ts";
import { failure, type Gap, gapsInWords } from "./gap.ts";
import { mostThatFit } from "./most-that-fit.ts";
import { askOwnPolicies } from "./own-policies.ts";
import { answerOf } from "./trust/answer-of.ts";
import { nameIn, sessionNamed } from "./trust/caller.ts";
import { readTrust, type Trust } from "./trust/read-trust.ts";
import { type NamedWay, waysNamed } from "./trust/ways-named.ts";
import type { TrustText } from "./trust-text.ts";
import type { WayIn, WaysIn } from "./way-in.ts";
import { type Weighed, weigh } from "./weigh.ts";

/** What this asks of AWS, in the accounts of the roles and of those whom they trust. */
export const WAYS_IN_PERMISSIONS = [
  "iam:GetRole",
  "iam:ListRoles",
  "iam:ListUsers",
  "iam:SimulatePrincipalPolicy",
] as const;

export type Search = {
  readonly places: Pick<Places, "aws">;
  /** ARNs of the users and roles that are contained in this incident. */
  readonly ofIncident: readonly string[];
  /** When the callers' sessions begin: later than the incident's cutoffs. */
  readonly at: Date;
  now(): number;
  /** Whoever was not asked by then is a gap. */
  readonly until: number;
};

/** `hasFailed`: something would be known that is not, had AWS answered. */
export type Found = WaysIn & { readonly hasFailed: boolean };

/** IAM throttles whoever asks for more. */
const AT_ONCE = 8;

export async function findWaysIn(search: Search, texts: readonly TrustText[]): Promise<Found> {
  const accounts = seeAccounts(search.places);
  const found: Seen[] = [];
  for (const { role, text, gap } of texts) {
    found.push(
      text === null ? { ways: [], gaps: gap ? [gap] : [] } : await lookAt(search, accounts, role, readTrust(text)),
    );
  }
  const gaps = found.flatMap((one) => one.gaps);
  const fitting = mostThatFit(found.flatMap(({ ways }) => ways));
  return {
    ways: fitting.ways,
    gaps: [...fitting.gaps, ...gapsInWords(gaps)],
    hasFailed: gaps.some(({ failed }) => failed),
  };
}

type Seen = { readonly ways: readonly WayIn[]; readonly gaps: readonly Gap[] };

async function lookAt(search: Search, accounts: Accounts, role: string, trust: Trust): Promise<Seen> {
  const named = waysNamed(trust);
  const { candidates, absent, listed, gaps } = await gatherCandidates(accounts, role, trust, named, search.ofIncident);
  const asked = await settleSome(AT_ONCE, candidates, (candidate) => ask(search, accounts, role, trust, candidate));
  const outcomes = candidates.map((candidate, index): Outcome => {
    const result = asked[index];
    if (result?.status === "fulfilled") return { candidate, ...result.value };
    const what = `Whether they can assume ${role} could not be asked`;
    return { candidate, gap: failure(what, result?.reason, candidate.who) };
  });
  const problems = trust.problems.map((problem) => ({
    what: `The trust policy of ${role} is not understood whole, and may let in others: ${problem}`,
    failed: false,
  }));
  const unasked = outcomes.flatMap(({ candidate, gap }) => (gap ? [candidate.caller.account] : []));
  const whole = listed.filter((account) => !unasked.includes(account));
  const known = new Set([...candidates.map(({ who }) => who), ...absent]);
  const ways = [
    ...outcomes.flatMap((outcome) => wayOf(outcome, role, search.ofIncident)),
    ...absent.map((who) => ({ ...principal(role, who), open: "no", denied: "There is no such role." }) as const),
    ...named
      .filter(({ kind, who }) => kind !== "principal" || !known.has(who))
      .map((way) => asListed(way, role, whole)),
  ];
  const marked = ways.map((way) =>
    isOfIncident(way.who, search.ofIncident) ? { ...way, ofIncident: true as const } : way,
  );
  return { ways: marked, gaps: [...problems, ...gaps, ...outcomes.flatMap(({ gap }) => gap ?? [])] };
}

type Outcome = { readonly candidate: Candidate; readonly weighed?: Weighed; readonly gap?: Gap };

async function ask(search: Search, accounts: Accounts, role: string, trust: Trust, { caller, who }: Candidate) {
  if (search.now() >= search.until) {
    const what = `The time was over before they could be asked whether they can assume ${role}.`;
    return { gap: { what, who, failed: true } };
  }
  const aws = await accounts.aws(caller.account);
  if (!aws) throw new Error(`the account ${caller.account} is not served`);
  const own = await askOwnPolicies(aws, caller, role, search.at);
  return { weighed: weigh(answerOf(trust, caller), own, caller, role) };
}

/** Of those whom nobody has named, who surely does not come in is not worth a line. */
function wayOf({ candidate, weighed }: Outcome, role: string, ofIncident: readonly string[]): readonly WayIn[] {
  const { who, isNamed } = candidate;
  if (weighed) return weighed.open === "no" && !isNamed ? [] : [{ ...principal(role, who), ...weighed }];
  return isNamed || isOfIncident(who, ofIncident) ? [principal(role, who)] : [];
}

/** What it is while nothing more is known. */
function principal(role: string, who: string): WayIn {
  return { role, kind: "principal", who, call: "sts:AssumeRole", open: "not-visible", conditions: [] };
}

function asListed(way: NamedWay, role: string, listed: readonly string[]): WayIn {
  const isListed = way.kind === "account" && way.open === "not-visible" && listed.includes(way.who);
  return { ...way, role, ...(isListed ? { open: "listed" } : {}) };
}

function isOfIncident(who: string, ofIncident: readonly string[]): boolean {
  const session = sessionNamed(who);
  const isItsRole = (arn: string) =>
    session?.account === arn.split(":")[4] && arn.includes(":role/") && nameIn(arn) === session?.roleName;
  return ofIncident.some((arn) => arn === who || isItsRole(arn));
}
