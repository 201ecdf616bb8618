// Trust and own policies weighed together: whether one caller comes in, and what that hangs on.
import type { Grant, TrustAnswer } from "./trust/answer-of.ts";
import type { Caller } from "./trust/caller.ts";
import type { WayIn } from "./way-in.ts";

/** The word of the policy simulator. `there`: whether it knows the caller. */
export type OwnPolicies =
  | { readonly there: false }
  | {
      readonly there: true;
      readonly decision: "allowed" | "explicitDeny" | "implicitDeny";
      readonly byBoundary: boolean;
      readonly byOrganization: boolean;
      /** Condition keys that the policies look at and that were not given. */
      readonly missing: readonly string[];
    };

type Asked = Extract<OwnPolicies, { readonly there: true }>;

export type Weighed = Pick<WayIn, "open" | "conditions" | "denied">;

/** Of several statements that let the caller in, the one that asks for least is what counts. */
export function weigh(trust: TrustAnswer, own: OwnPolicies, caller: Caller, role: string): Weighed {
  if (trust.denied !== undefined) return { open: "no", conditions: [], denied: trust.denied };
  if (!own.there) return { open: "no", conditions: [], denied: "There is no such user or role." };
  const sameAccount = role.split(":")[4] === caller.account;
  const doubts = doubtsOf(own);
  const ways = trust.allowed
    .filter(({ grant }) => doubts.length > 0 || suffices(own, grant, sameAccount))
    .map(({ reserves }) => [...reserves, ...doubts])
    .sort((one, other) => one.length - other.length);
  const [best] = ways;
  if (!best) return { open: "no", conditions: [], denied: "Its own policies do not allow it." };
  return { open: best.length === 0 ? "yes" : "depends", conditions: best };
}

/**
 * A service control policy may refuse the question for want of what the call would bring along, its Region say, and then the
 * simulator looks no further: that is never enough to say that nobody comes in.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
 */
function doubtsOf({ missing, byOrganization }: Asked): readonly string[] {
  return [
    ...(byOrganization
      ? []
      : ["no service control policy must refuse it, and the policy simulator finds one that does"]),
    ...(missing.length === 0 ? [] : [`its own policies decide by ${missing.join(", ")}`]),
  ];
}

/** Whether a trust of that directness and the caller's own policies together are enough, with the policies as they were read. */
function suffices(own: Asked, grant: Grant, sameAccount: boolean): boolean {
  if (own.decision === "explicitDeny") return false;
  if (grant === "account" || !sameAccount) return own.decision === "allowed";
  return grant === "direct" || own.byBoundary;
}
