// Refuse older sessions of a role by its permissions boundary, where there is room for no policy more on it.
//
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
// The last resort, and only where it is configured: a role has one boundary, and whoever may replace it may lift every
// limit that an organization has set. Until the lift the former boundary is out of force and its copy in ours is in.
import type { Aws } from "../aws.ts";
import { cutoffOf, withoutOurDeny } from "../older-sessions-policy.ts";
import { readPolicy, sameMeaning } from "../policy-text.ts";
import type { DenyRoleSessionsBoundary, Undone } from "../steps.ts";
import { type Boundary, boundaryOf } from "./boundary.ts";
import { applyDeny, holdsDeny } from "./deny-in-policy.ts";
import { deleteOurPolicy, OUR_POLICY_PERMISSIONS } from "./our-policy.ts";
import { roleOwner } from "./owner.ts";
import { simulateDeny } from "./simulate-deny.ts";
import type { StepKind } from "./step-kind.ts";

const boundary = (aws: Aws, step: DenyRoleSessionsBoundary) => boundaryOf(aws, roleOwner(aws, step), step.roleName);

export const denyRoleSessionsBoundary: StepKind<"deny-role-sessions-boundary"> = {
  permissions: [
    "iam:GetRole",
    "iam:PutRolePermissionsBoundary",
    "iam:DeleteRolePermissionsBoundary",
    ...OUR_POLICY_PERMISSIONS,
    "iam:SimulatePrincipalPolicy",
  ],
  recordedAs: ["PutRolePermissionsBoundary", "CreatePolicyVersion"],
  /** No role's session lives longer: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
  inertAfterSeconds: 12 * 60 * 60,

  /** `before` is the ARN of the former boundary; null where there was none. */
  async apply(aws, step) {
    const { place, former } = boundary(aws, step);
    const before = await former();
    return { ...(await applyDeny(place, step)), before };
  },

  holds: (aws, step) => holdsDeny(boundary(aws, step).place, step),

  /** Where the role's own boundary denies enough, it is that one which the simulator names. */
  async effective(aws, step) {
    const { place, now } = boundary(aws, step);
    const present = await now();
    return simulateDeny(aws, { ...place, policyName: present?.split("/").at(-1) ?? place.policyName }, step);
  },

  async undo(aws, step, applied) {
    const ours = boundary(aws, step);
    const [roleId, present] = await Promise.all([ours.place.owner.idNow(), ours.now()]);
    if (roleId === step.roleId && present === ours.arn) return takeOut(aws, ours, step, applied);
    await deleteOurPolicy(aws, ours.arn);
    if (roleId !== step.roleId) return { outcome: "gone", note: "The role was deleted, and its boundary with it." };
    if (present === applied.before) return { outcome: "restored", note: "The boundary is as it was before." };
    return { outcome: "gone", note: `Ours is no longer the boundary: ${present ?? "none"} is somebody else's choice.` };
  },
};

/** The former boundary comes back only in place of its own copy: what others have made of ours meanwhile stays. */
async function takeOut(
  aws: Aws,
  { arn, place, textOf, former, putBack }: Boundary,
  step: DenyRoleSessionsBoundary,
  applied: { readonly before: string | null; readonly wrote: string },
): Promise<Undone> {
  const said = await former(); // Newer than our record, where somebody chose another one and ours was put over it again.
  const before = said === arn ? applied.before : said;
  const [text, formerText] = await Promise.all([textOf(arn), textOf(before)]);
  if (text === null) throw new Error(`The boundary ${arn} of the role ${step.roleName} cannot be read.`);
  const withoutOurs = (said: string) =>
    withoutOurDeny(said, { cutoff: step.cutoff, before: formerText, wrote: applied.wrote }) ?? said;
  const rest = withoutOurs(text);
  if (rest === text && isLater(cutoffOf(text), step.cutoff)) {
    return { outcome: "left", note: `The boundary denies beyond ${step.cutoff}: that is somebody else's and stays.` };
  }
  if (!sameMeaning(readPolicy(rest), readPolicy(withoutOurs(applied.wrote)))) {
    if (rest !== text) await place.write(rest);
    const note = `Somebody has changed the boundary ${arn} since: it stays without our deny. Before it: ${before ?? "none"}.`;
    return { outcome: "left", note };
  }
  if (!(await putBack(before))) {
    if (rest !== text) await place.write(rest);
    return {
      outcome: "left",
      note: `The boundary ${before} does not exist any more: its copy ${arn} stays, without our deny.`,
    };
  }
  const kept = await deleteOurPolicy(aws, arn);
  if (kept === undefined) return { outcome: "restored", note: "The boundary is as it was before." };
  return {
    outcome: "left",
    note: `The boundary is as it was before. The policy ${arn} stays: it is used by ${kept.usedBy}.`,
  };
}

function isLater(one: string | undefined, other: string): boolean {
  return one !== undefined && Date.parse(one) > Date.parse(other);
}
