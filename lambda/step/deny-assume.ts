// Keep principals of an incident from opening new sessions of a role: a deny in the role's trust policy.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
// The deny of older sessions ends at its cutoff: whoever holds another leaked role that the trust policy lets in gets a
// session that is newer. A change of trust touches none that is open.
import {
  GetRoleCommand,
  LimitExceededException,
  MalformedPolicyDocumentException,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { absent } from "../iam-answer.ts";
import { countedLength, readPolicy, sameMeaning } from "../policy-text.ts";
import type { DenyAssume, Holding, Undone } from "../steps.ts";
import { stillMay, withDeny, withoutDeny } from "./assume-text.ts";
import type { StepKind } from "./step-kind.ts";

export const denyAssume: StepKind<"deny-assume"> = {
  permissions: ["iam:GetRole", "iam:UpdateAssumeRolePolicy"],
  recordedAs: ["UpdateAssumeRolePolicy"],
  /** It has no cutoff: once the incident's other denies have nothing left to deny, no old session is there to be kept out. */
  inertAfterSeconds: 0,
  /** What our statement says is ours, whichever incident wrote it: one that still needs it puts it back. */
  beforeOurs: ({ principals }, found) => (found === null ? null : withoutDeny(found, principals)),

  /** `before` and `wrote` are the trust policy whole. */
  async apply(aws, step) {
    const before = await trustOf(aws, step);
    if (before === undefined)
      throw new Error(`${step.roleArn} is not the role ${step.roleId} any more: it was deleted.`);
    let standing = before;
    let requestId: string | undefined;
    for (let writes = 0; writes <= WRITES; writes++) {
      const wanted = withDeny(standing, step.principals);
      if (wanted === standing) {
        return {
          step,
          before,
          wrote: standing,
          changed: writes > 0,
          ...(requestId === undefined ? {} : { requestId }),
        };
      }
      if (writes === WRITES) break;
      requestId = await write(aws, step, wanted);
      standing = (await trustOf(aws, step)) ?? wanted;
    }
    throw new Error(
      `Somebody takes the deny from the trust policy of ${step.roleName} each time, ${WRITES} times now.`,
    );
  },

  holds,
  /** The policy simulator knows nothing of trust policies: what IAM says of this one is all there is. */
  effective: holds,

  async undo(aws, step, { before }): Promise<Undone> {
    const now = await trustOf(aws, step);
    if (now === undefined)
      return { outcome: "gone", note: `It went with the role ${step.roleName}, which was deleted.` };
    if (now === before) return { outcome: "restored", note: "The trust policy is as it was before." };
    const rest = withoutDeny(now, step.principals);
    if (rest === now) return { outcome: "gone", note: "Somebody has taken the deny out already." };
    const isBefore = before !== null && sameMeaning(readPolicy(rest), readPolicy(before));
    try {
      await write(aws, step, isBefore ? before : rest);
    } catch (error) {
      if (!(error instanceof UnwritableError)) throw error;
      return { outcome: "left", note: `The deny stays in the trust policy. ${error.message}` };
    }
    if (isBefore) return { outcome: "restored", note: "The trust policy is as it was before." };
    return { outcome: "restored", note: "Our deny was taken out; what others have written beside it stays." };
  },
};

/** Two writers at once may leave one's deny only: whoever finds his own missing writes again, until both stand. */
const WRITES = 6;

/** A role that is gone, or was made anew under the name, is another one: nobody of the incident has been in it. */
async function holds(aws: Aws, step: DenyAssume): Promise<Holding> {
  const text = await trustOf(aws, step);
  const left = text === undefined ? [] : stillMay(text, step.principals);
  if (left.length === 0) return { holds: true };
  return { holds: false, because: `The trust policy of ${step.roleName} no longer keeps out ${left.join(", ")}.` };
}

async function trustOf({ iam }: Aws, { roleName, roleId }: DenyAssume): Promise<string | undefined> {
  const role = (await iam.send(new GetRoleCommand({ RoleName: roleName })).catch(absent))?.Role;
  if (role?.RoleId !== roleId || role.AssumeRolePolicyDocument === undefined) return undefined;
  return decodeURIComponent(role.AssumeRolePolicyDocument);
}

/** IAM takes no trust policy like this: a person has to change it first. */
class UnwritableError extends Error {
  override readonly name = "UnwritableTrustPolicy";
}

async function write({ iam }: Aws, step: DenyAssume, text: string): Promise<string | undefined> {
  const wish = new UpdateAssumeRolePolicyCommand({ RoleName: step.roleName, PolicyDocument: text });
  const answer = await iam.send(wish).catch((error: unknown) => {
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
function wordsFor(error: unknown, { roleName, principals }: DenyAssume, text: string): string | undefined {
  if (error instanceof LimitExceededException) {
    const length = countedLength(text).toLocaleString("en-US");
    return `The trust policy of the role ${roleName} has no room for the deny of ${principals.length} principals: it would be ${length} characters long without white space, and AWS takes 2,048 unless the quota "Role trust policy length" was raised. Raise it (Service Quotas, IAM), or shorten the policy.`;
  }
  if (error instanceof MalformedPolicyDocumentException) {
    return `IAM does not take the trust policy of the role ${roleName} as it is: ${error.message}. Where it names a principal that was deleted, as AROA… or AIDA…, take that out: aws iam get-role --role-name ${roleName} --query Role.AssumeRolePolicyDocument`;
  }
  return undefined;
}
