// A deny of ours in a role's trust policy: applied, looked at and taken back in the same way whomever it keeps out.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
// A change of trust touches no session that is open: it decides who gets a new one.
import {
  GetRoleCommand,
  LimitExceededException,
  MalformedPolicyDocumentException,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { absent } from "../iam-answer.ts";
import { countedLength, readPolicy, sameMeaning } from "../policy-text.ts";
import type { AppliedStep, DenyAssume, DenyOutsiders, Holding, Undone } from "../steps.ts";
import { writeOrFind, writeUntilItStands } from "./write-until-it-stands.ts";

type OnTrust = DenyAssume | DenyOutsiders;

/** Whom a step keeps out, as an edit of the policy's text. */
export type TrustDeny<S> = {
  /** The text with the deny in it; unchanged where it stands there already. */
  with(text: string, step: S): string;
  /** The text without what the step has put there; unchanged where nothing of it stands there. */
  without(text: string, step: S): string;
  /** Who is let in again, in words; undefined where the deny stands as it should. */
  missing(text: string, step: S): string | undefined;
};

/** `before` and `wrote` are the trust policy whole. */
export function trustDeny<S extends OnTrust>(deny: TrustDeny<S>) {
  const holds = (aws: Aws, step: S) => holdsTrust(deny, aws, step);
  return {
    permissions: ["iam:GetRole", "iam:UpdateAssumeRolePolicy"],
    recordedAs: ["UpdateAssumeRolePolicy"],
    /** It has no cutoff: once the incident's other denies have nothing left to deny, no old session is there to be kept out. */
    inertAfterSeconds: 0,
    /** What our statement says is ours, whichever incident wrote it: one that still needs it puts it back. */
    beforeOurs: (step: S, found: string | null) => (found === null ? null : deny.without(found, step)),
    apply: (aws: Aws, step: S) => applyTrust(deny, aws, step),
    holds,
    /** The policy simulator knows nothing of trust policies: what IAM says of this one is all there is. */
    effective: holds,
    undo: (aws: Aws, step: S, { before }: { readonly before: string | null }) => undoTrust(deny, aws, step, before),
  };
}

async function holdsTrust<S extends OnTrust>(deny: TrustDeny<S>, aws: Aws, step: S): Promise<Holding> {
  const text = await trustOf(aws, step);
  const missing = text === undefined ? undefined : deny.missing(text, step);
  if (missing === undefined) return { holds: true };
  return { holds: false, because: `The trust policy of ${step.roleName} no longer keeps out ${missing}.` };
}

async function applyTrust<S extends OnTrust>(deny: TrustDeny<S>, aws: Aws, step: S): Promise<AppliedStep<S>> {
  const before = await trustOf(aws, step);
  if (before === undefined) throw new Error(`${step.roleArn} is not the role ${step.roleId} any more: it was deleted.`);
  const { standing, ...written } = await writeUntilItStands(before, {
    read: async () => (await trustOf(aws, step)) ?? deny.with(before, step), // Deleted since: its sessions ended with it.
    textOf: (text) => text,
    wanted: (text) => (deny.with(text, step) === text ? undefined : deny.with(text, step)),
    write: (wanted) => write(aws, step, wanted),
    called: `the deny from the trust policy of ${step.roleName}`,
  });
  return { step, before, wrote: standing, ...written };
}

async function undoTrust<S extends OnTrust>(
  deny: TrustDeny<S>,
  aws: Aws,
  step: S,
  before: string | null,
): Promise<Undone> {
  const now = await trustOf(aws, step);
  if (now === undefined) return { outcome: "gone", note: `It went with the role ${step.roleName}, which was deleted.` };
  if (now === before) return { outcome: "restored", note: "The trust policy is as it was before." };
  const rest = deny.without(now, step);
  if (rest === now) return { outcome: "gone", note: "Somebody has taken the deny out already." };
  const isBefore = before !== null && sameMeaning(readPolicy(rest), readPolicy(before));
  try {
    const wanted = isBefore ? before : rest;
    await writeOrFind(
      () => write(aws, step, wanted),
      async () => (await trustOf(aws, step)) === wanted,
    );
  } catch (error) {
    if (!(error instanceof UnwritableError)) throw error;
    return { outcome: "left", note: `The deny stays in the trust policy. ${error.message}` };
  }
  if (isBefore) return { outcome: "restored", note: "The trust policy is as it was before." };
  return { outcome: "restored", note: "Our deny was taken out; what others have written beside it stays." };
}

/** Undefined where the role is gone, or was made anew under the name: nobody of the incident has been in that one. */
async function trustOf({ iam }: Aws, { roleName, roleId }: OnTrust): Promise<string | undefined> {
  const role = (await iam.send(new GetRoleCommand({ RoleName: roleName })).catch(absent))?.Role;
  if (role?.RoleId !== roleId || role.AssumeRolePolicyDocument === undefined) return undefined;
  return decodeURIComponent(role.AssumeRolePolicyDocument);
}

/** IAM takes no trust policy like this: a person has to change it first. */
class UnwritableError extends Error {
  override readonly name = "UnwritableTrustPolicy";
}

async function write({ iamWrites }: Aws, step: OnTrust, text: string): Promise<string | undefined> {
  const wish = new UpdateAssumeRolePolicyCommand({ RoleName: step.roleName, PolicyDocument: text });
  const answer = await iamWrites.send(wish).catch((error: unknown) => {
    const words = wordsFor(error, step, text);
    if (words === undefined) throw error;
    throw new UnwritableError(words, { cause: error });
  });
  return answer.$metadata.requestId;
}

/**
 * Both quotas and IAM's own reading: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; a principal
 * that was deleted stands in the text by its id, with which IAM takes no document.
 */
function wordsFor(error: unknown, step: OnTrust, text: string): string | undefined {
  const { roleName } = step;
  if (error instanceof LimitExceededException) {
    const length = countedLength(text).toLocaleString("en-US");
    const count = step.type === "deny-assume" ? `${step.principals.length} principals` : "outsiders";
    return `The trust policy of the role ${roleName} has no room for the deny of ${count}: it would be ${length} characters long without white space, and AWS takes 2,048 unless the quota "Role trust policy length" was raised. Raise it (Service Quotas, IAM), or shorten the policy.`;
  }
  if (error instanceof MalformedPolicyDocumentException) {
    return `IAM does not take the trust policy of the role ${roleName} as it is: ${error.message}. Where it names a principal that was deleted, as AROA… or AIDA…, take that out: aws iam get-role --role-name ${roleName} --query Role.AssumeRolePolicyDocument`;
  }
  return undefined;
}
