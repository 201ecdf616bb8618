// The cutoff of a deny that answers an alert: one that stands already, or one that all who deny at the same time agree on.
import type { Deps } from "./deps.ts";
import type { Word } from "./incident.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Alert, Principal, Time } from "./model.ts";
import { cutoffTime } from "./older-sessions-policy.ts";
import { kindOf } from "./step/index.ts";
import type { Step } from "./steps.ts";

/** Cutoffs lie so far apart, as parts of the lead: two seconds of thirty. */
const APART = 1 / 15;
/** So much of the lead is left of a cutoff that is still used: 24 seconds, of which IAM's propagation takes three to six. */
const ENOUGH = 8 / 10;

/**
 * The cutoff for a deny that is written now: what is minted while IAM propagates must not escape. Whoever writes within the
 * same seconds means the same one, without a word.
 */
export function ahead(deps: Pick<Deps, "config">, now: number): Time {
  const apart = Math.round(leadMs(deps) * APART);
  return cutoffTime(Math.floor((now + leadMs(deps)) / apart) * apart);
}

/**
 * IAM has no conditional write: of two who deny at once, each with a cutoff of his own, the earlier may land last. So they
 * use the same, as long as it lies far enough ahead: the one that was meant when the incident was opened, and afterwards
 * the one that the first who needed another has put into the claim. Only then a round trip to the ledger stands before the
 * deny, and no longer than `ledgerPatienceMs`. Without the ledger they have the clock in common.
 *
 * `meant`: the cutoff of whoever asks, as he meant it before he was kept waiting.
 */
export async function agreedCutoff(deps: Deps, claim: Claim | undefined, meant: Time): Promise<Time> {
  const now = deps.now();
  const earliest = cutoffTime(now + leadMs(deps) * ENOUGH);
  const known = claim === undefined || claim.opened ? meant : (claim.agreed ?? claim.cutoff);
  if (!isBefore(known, earliest)) return known;
  const wanted = ahead(deps, now);
  if (!claim) return wanted;
  const agreeing = deps.ledger.agree(claim, wanted, earliest).catch((error: unknown) => {
    deps.log.error({ err: error, incident: claim.incidentId }, "the cutoff could not be agreed on");
  });
  return (await deps.within(deps.config.ledgerPatienceMs, agreeing)) ?? wanted;
}

function leadMs({ config }: Pick<Deps, "config">): number {
  return config.cutoffLeadSeconds * 1000;
}

/** What there is to know of whoever is denied, before the deny. */
type Known = {
  readonly alert: Alert;
  readonly principal: Principal;
  readonly claim: Claim | undefined;
  /** When the event was sent. */
  readonly sent?: Time;
  readonly approved?: Word;
};

/** The cutoff that answers this alert already: what it saw was before it, and the denies stand. */
export function coveringCutoff(known: Known, intended: Time, steps: readonly Step[]): Time | undefined {
  const standing = standingCutoffs(known, steps);
  const cutoff = mayAnswer(known, intended, earliestOf(standing));
  if (cutoff === undefined || !isBefore(known.alert.lastSeen, cutoff)) return undefined;
  return standing.every((time) => time !== undefined && !isBefore(time, cutoff)) ? cutoff : undefined;
}

/**
 * The incident's cutoff; one that this alert has opened has none yet. Without the ledger's word, and where the ledger may have
 * missed it, what stands is taken for ours, unless it lies further ahead than ours do.
 */
function mayAnswer(known: Known, intended: Time, lowest: Time | undefined): Time | undefined {
  const { claim } = known;
  const mayBeOurs = lowest !== undefined && isBefore(lowest, intended);
  if (mayBeOurs && (!claim || isOfLostDelivery(known, lowest))) return lowest;
  return claim?.opened ? undefined : claim?.cutoff;
}

/**
 * A delivery before this one may have denied and could not say so: no deny of the incident is on record, and what stands was
 * written since the event was sent, or since a person said yes. It is taken for ours, and put on record now.
 */
function isOfLostDelivery({ claim, approved, sent = approved?.at }: Known, lowest: Time): boolean {
  if (claim?.contained || sent === undefined) return false;
  return isBefore(claim && !claim.opened && !approved ? claim.cutoff : sent, lowest);
}

function isBefore(one: Time, other: Time): boolean {
  return Date.parse(one) < Date.parse(other);
}

/** Undefined for a deny that does not stand. What is not read beforehand, and what had to go elsewhere, has only the ledger's word. */
function standingCutoffs({ claim, principal }: Known, steps: readonly Step[]): readonly (Time | undefined)[] {
  if (claim?.fellBack) return [];
  return steps.flatMap((step) => {
    const kind = kindOf(step);
    return kind.standing ? [kind.standing(step, kind.foundIn?.(principal) ?? null)] : [];
  });
}

function earliestOf(times: readonly (Time | undefined)[]): Time | undefined {
  if (times.includes(undefined)) return undefined;
  return times.flatMap((time) => time ?? []).sort((one, other) => Date.parse(one) - Date.parse(other))[0];
}
