// One deny of older sessions in one policy: applied, looked at and taken back in the same way wherever it stands.

import type { Time } from "../model.ts";
import { cutoffOf, denyOlderSessions, withoutOlderSessions, withoutOurDeny } from "../older-sessions-policy.ts";
import type { SessionScope } from "../older-sessions-statement.ts";
import type { AppliedStep, Holding, Step, Undone } from "../steps.ts";
import { refuseTooLong } from "./no-room.ts";
import type { PolicyPlace } from "./policy-place.ts";

type Deny = Extract<Step, { readonly cutoff: Time }>;

/**
 * Two writers at once may leave the earlier cutoff: whoever finds his own missing writes again, until the widest stands. IAM
 * has no conditional write: what somebody else writes between our read and our write is lost, and a writer who read before
 * us and writes after our last look undoes ours unseen. The next `holds` finds that; nothing finds the other.
 */
const WRITES = 6;

export async function applyDeny<S extends Deny>(
  place: PolicyPlace,
  step: S,
  scope?: SessionScope,
  found?: string | null,
): Promise<AppliedStep<S>> {
  let standing = found === undefined ? await place.read() : { text: found, inForce: found !== null };
  const before = standing.inForce ? standing.text : null;
  let requestId: string | undefined;
  for (let writes = 0; writes <= WRITES; writes++) {
    const wanted = denyOlderSessions(standing.text, step.cutoff, scope);
    if (wanted === standing.text && standing.inForce) {
      return { step, before, wrote: wanted, changed: writes > 0, ...(requestId === undefined ? {} : { requestId }) };
    }
    refuseTooLong(wanted, place.quota, `the policy ${place.policyName} of ${place.owner.called}`);
    if (writes < WRITES) {
      requestId = await place.write(wanted);
      standing = await place.read();
    }
  }
  // With its cutoff: each such attempt is on record, since it may stand after all, where it was the reads that were old.
  const deny = `the deny until ${step.cutoff} from ${place.owner.called}`;
  throw new Error(`Somebody takes ${deny} as soon as it is written, ${WRITES} times now.`);
}

/** Sessions die with their role or user: one that is gone, or was made anew under the name, has none from before. */
export async function holdsDeny(place: PolicyPlace, step: Deny, scope?: SessionScope): Promise<Holding> {
  const { owner, policyName } = place;
  const [ownerId, { text, inForce }] = await Promise.all([owner.idNow(), place.read()]);
  if (ownerId !== owner.id) return { holds: true, ...(ownerId === undefined ? {} : { madeAnew: ownerId }) };
  if (text === null) return { holds: false, because: `The policy ${policyName} was removed from ${owner.called}.` };
  if (!inForce) return { holds: false, because: `The policy ${policyName} was detached from ${owner.called}.` };
  const cutoff = cutoffOf(text, scope);
  if (cutoff === undefined) {
    return { holds: false, because: `The deny was taken out of ${policyName} of ${owner.called}.` };
  }
  if (Date.parse(cutoff) >= Date.parse(step.cutoff)) return { holds: true };
  return { holds: false, because: `The cutoff in ${policyName} of ${owner.called} was moved back to ${cutoff}.` };
}

export async function undoDeny(
  place: PolicyPlace,
  step: Deny,
  { before, wrote }: { readonly before: string | null; readonly wrote: string },
  scope?: SessionScope,
): Promise<Undone> {
  const [ownerId, { text, inForce }] = await Promise.all([place.owner.idNow(), place.read()]);
  const rest = text === null ? null : withoutOurDeny(text, { cutoff: step.cutoff, before, wrote }, scope);
  const isOwner = ownerId === place.owner.id;
  if (!isOwner || !inForce) {
    if (rest === null) await place.sweep?.();
    const note = isOwner ? "The policy was no longer there." : `It went with ${place.owner.called}, which was deleted.`;
    return { outcome: "gone", note };
  }
  if (text === before) return { outcome: "restored", note: "The policy is as it was before." };
  if (rest === null) return place.remove();
  if (rest === text) return leftAlone(text, step, scope);
  await place.write(rest);
  if (rest === before) return { outcome: "restored", note: "The policy is as it was before." };
  return { outcome: "restored", note: "Our deny was taken out; what others have written beside it stays." };
}

function leftAlone(text: string, step: Deny, scope?: SessionScope): Undone {
  if (cutoffOf(text, scope) === undefined) return { outcome: "gone", note: "Somebody has taken the deny out already." };
  return {
    outcome: "left",
    note: `The deny that stands there is not the one until ${step.cutoff}: it is somebody else's and stays.`,
  };
}

/** A deny of just the step's cutoff is ours: its record was lost on the way, in a crash say. */
export function beforeOurDeny(step: Deny, found: string | null, scope?: SessionScope): string | null {
  if (found === null || cutoffOf(found, scope) !== step.cutoff) return found;
  return withoutOlderSessions(found, scope);
}
