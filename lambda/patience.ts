// How long an alert's steps wait where IAM throttles them: whoever has opened the incident waits, and the alerts that join it do not.
import { agreedCutoff } from "./cutoff.ts";
import type { Deps } from "./deps.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Alert } from "./model.ts";
import { cutoffOfStep, type Step } from "./steps.ts";
import type { Patience } from "./take-steps.ts";

/** A minute less than the function may run: lib/responder-function.ts. */
const OPENER_MS = 4 * 60_000;
/** Longer than one wait: the heartbeat takes the incident for crashed no sooner. */
const NEXT_SIGN_MS = 30_000;

/** `claim`: undefined where the ledger does not answer. */
export function patienceFor(deps: Deps, alert: Alert, claim: Claim | undefined): Patience {
  if (claim && isAnsweredByAnother(deps, alert, claim)) return { ms: 0, isLeft: true };
  return {
    ms: OPENER_MS,
    async later(step) {
      if (claim) await deps.within(deps.config.ledgerPatienceMs, giveSign(deps, claim));
      const cutoff = cutoffOfStep(step);
      return cutoff === undefined ? step : ({ ...step, cutoff: await agreedCutoff(deps, claim, cutoff) } as Step); // It has one.
    },
  };
}

/** Somebody is at work on the incident until it is due, and what he does answers this alert too. */
function isAnsweredByAnother({ now }: Deps, { lastSeen }: Alert, { opened, cutoff, dueAt }: Claim): boolean {
  if (opened || dueAt === undefined) return false;
  return Date.parse(lastSeen) < Date.parse(cutoff) && now() < Date.parse(dueAt);
}

async function giveSign(deps: Deps, claim: Claim): Promise<void> {
  const dueAt = new Date(deps.now() + NEXT_SIGN_MS).toISOString();
  await deps.ledger
    .schedule(claim, dueAt)
    .catch((error: unknown) => deps.log.error({ err: error, incident: claim.incidentId }, "the wait is not on record"));
}
