// One deny of older sessions in one policy: applied, looked at and taken back in the same way wherever it stands.

import type { Time } from "../model.ts";
import { cutoffOf, denyOlderSessions, withoutOlderSessions, withoutOurDeny } from "../older-sessions-policy.ts";
import type { SessionScope } from "../older-sessions-statement.ts";
import type { AppliedStep, Holding, Step, Undone } from "../steps.ts";
import { refuseTooLong } from "./no-room.ts";
import type { PolicyPlace } from "./policy-place.ts";
import { writeOrFind, writeUntilItStands } from "./write-until-it-stands.ts";

type Deny = Extract<Step, { readonly cutoff: Time }>;

export async function applyDeny<S extends Deny>(
  place: PolicyPlace,
  step: S,
  scope?: SessionScope,
  found?: string | null,
): Promise<AppliedStep<S>> {
  if (found === undefined) await place.owner.idNow(); // Under its old name a renamed user's policy is somebody else's.
  const first = found === undefined ? await place.read() : { text: found, inForce: found !== null };
  const withDeny = (text: string | null) => denyOlderSessions(text, step.cutoff, scope);
  const { standing, ...written } = await writeUntilItStands(first, {
    read: () => place.read(),
    textOf: ({ text }) => text,
    wanted: ({ text, inForce }) => (inForce && withDeny(text) === text ? undefined : withDeny(text)),
    async write(wanted) {
      refuseTooLong(wanted, place.quota, `the policy ${place.policyName} of ${place.owner.called}`);
      return place.write(wanted);
    },
    called: `the deny until ${step.cutoff} from ${place.owner.called}`,
  });
  return { step, before: first.inForce ? first.text : null, wrote: withDeny(standing.text), ...written };
}

/** Sessions die with their role or user: one that is gone, or was made anew under the name, has none from before. */
export async function holdsDeny(place: PolicyPlace, step: Deny, scope?: SessionScope): Promise<Holding> {
  const { owner, policyName } = place;
  const ownerId = await owner.idNow(); // First: the policy of a user that was renamed is read under the new name.
  const { text, inForce } = await place.read();
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
  const ownerId = await place.owner.idNow();
  const { text, inForce } = await place.read();
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
  await writeOrFind(
    () => place.write(rest),
    async () => (await place.read()).text === rest,
  );
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
