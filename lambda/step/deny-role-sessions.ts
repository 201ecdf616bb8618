// Refuse all sessions of a role that were issued before the cutoff: the inline policy AWSRevokeOlderSessions.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
// A session cannot be cancelled, but it can be denied: `aws:TokenIssueTime` exists for temporary credentials only, and an
// explicit deny beats every allow. PutRolePolicy replaces the policy of that name, so it is read and merged first.
import {
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  NoSuchEntityException,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { cutoffOf, denyOlderSessions, OLDER_SESSIONS_POLICY, withoutOurDeny } from "../older-sessions-policy.ts";
import type { StepKind } from "./step-kind.ts";

const named = (roleName: string) => ({ RoleName: roleName, PolicyName: OLDER_SESSIONS_POLICY });

export const denyRoleSessions: StepKind<"deny-role-sessions"> = {
  permissions: [
    "iam:GetRole",
    "iam:GetRolePolicy",
    "iam:PutRolePolicy",
    "iam:DeleteRolePolicy",
    "iam:SimulatePrincipalPolicy",
  ],

  async apply(aws, step, found) {
    const before = found === undefined ? await readOlderSessionsPolicy(aws, step.roleName) : found;
    let wrote = denyOlderSessions(before, step.cutoff);
    if (wrote === before) return { step, before, wrote, changed: false };
    for (let attempt = 0; attempt < WRITES; attempt++) {
      const requestId = await put(aws, step.roleName, wrote);
      const standing = await readOlderSessionsPolicy(aws, step.roleName);
      const widest = denyOlderSessions(standing, step.cutoff);
      if (widest === standing) {
        return { step, before, wrote: standing, changed: true, ...(requestId === undefined ? {} : { requestId }) };
      }
      wrote = widest;
    }
    throw new Error(
      `Somebody takes the deny out of the role ${step.roleName} as soon as it is written, ${WRITES} times now.`,
    );
  },

  async holds(aws, step) {
    const [role, text] = await Promise.all([
      readRoleId(aws, step.roleName),
      readOlderSessionsPolicy(aws, step.roleName),
    ]);
    if (role === undefined) return { holds: true }; // Its sessions died with it.
    if (role !== step.roleId) return { holds: true }; // Made anew: the old role's sessions died with the old role.
    const cutoff = cutoffOf(text);
    if (cutoff === undefined) {
      const what =
        text === null
          ? `The policy ${OLDER_SESSIONS_POLICY} was removed`
          : `The deny in ${OLDER_SESSIONS_POLICY} was taken out`;
      return { holds: false, because: `${what} from the role ${step.roleName}.` };
    }
    if (Date.parse(cutoff) >= Date.parse(step.cutoff)) return { holds: true };
    return { holds: false, because: `The cutoff of the role ${step.roleName} was moved back to ${cutoff}.` };
  },

  async effective(aws, step) {
    if ((await readRoleId(aws, step.roleName)) !== step.roleId) return { holds: true }; // Its sessions died with it.
    const cutoff = cutoffOf(await readOlderSessionsPolicy(aws, step.roleName)) ?? step.cutoff;
    const [older, newer] = await Promise.all([
      simulate(aws, step.roleArn, new Date(Date.parse(step.cutoff) - 1000)),
      simulate(aws, step.roleArn, new Date(cutoff)),
    ]);
    if (!older)
      return { holds: false, because: "The policy simulator does not find older sessions denied by our statement." };
    if (newer)
      return { holds: false, because: "The policy simulator finds newer sessions denied by our statement too." };
    return { holds: true };
  },

  async undo(aws, step, { before, wrote }) {
    const [role, now] = await Promise.all([
      readRoleId(aws, step.roleName),
      readOlderSessionsPolicy(aws, step.roleName),
    ]);
    if (role !== step.roleId) return { outcome: "gone", note: "The role was deleted, and its policies with it." };
    if (now === null) return { outcome: "gone", note: "The policy was no longer there." };
    if (now === before) return { outcome: "restored", note: "The policy is as it was before." };
    const rest = withoutOurDeny(now, wrote, before);
    if (rest === now) return { outcome: "left", note: "The deny that stands there is somebody else's: it stays." };
    if (rest === null) await aws.iam.send(new DeleteRolePolicyCommand(named(step.roleName)));
    else await aws.iam.send(new PutRolePolicyCommand({ ...named(step.roleName), PolicyDocument: rest }));
    return { outcome: "restored", note: rest === null ? "The policy was removed." : "The policy is as it was before." };
  },
};

/** Two writers at once may leave the earlier cutoff: whoever finds his own missing writes again, until the widest stands. */
const WRITES = 6;

async function put(aws: Aws, roleName: string, text: string): Promise<string | undefined> {
  const answer = await aws.iam.send(new PutRolePolicyCommand({ ...named(roleName), PolicyDocument: text }));
  return answer.$metadata.requestId;
}

/**
 * Whether a session issued at that time is explicitly denied by our policy. Any action shows it: the deny is on all.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
async function simulate(aws: Aws, roleArn: string, issuedAt: Date): Promise<boolean> {
  const answer = await aws.iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: roleArn,
      ActionNames: ["ec2:DescribeInstances"],
      ContextEntries: [
        { ContextKeyName: "aws:TokenIssueTime", ContextKeyType: "date", ContextKeyValues: [issuedAt.toISOString()] },
      ],
    }),
  );
  const [result] = answer.EvaluationResults ?? [];
  if (result?.EvalDecision !== "explicitDeny") return false;
  return (result.MatchedStatements ?? []).some(({ SourcePolicyId }) => SourcePolicyId?.endsWith(OLDER_SESSIONS_POLICY));
}

/** The policy's text; null where the role has none, or is gone. IAM answers documents URL-encoded. */
async function readOlderSessionsPolicy(aws: Aws, roleName: string): Promise<string | null> {
  const answer = await aws.iam.send(new GetRolePolicyCommand(named(roleName))).catch(absent);
  return answer?.PolicyDocument === undefined ? null : decodeURIComponent(answer.PolicyDocument);
}

async function readRoleId(aws: Aws, roleName: string): Promise<string | undefined> {
  const answer = await aws.iam.send(new GetRoleCommand({ RoleName: roleName })).catch(absent);
  return answer?.Role?.RoleId;
}

function absent(error: unknown): undefined {
  if (error instanceof NoSuchEntityException) return undefined;
  throw error;
}
