// Alert → principal, with its state before we touch it: two reads, side by side.
import { GetRoleCommand, GetRolePolicyCommand, NoSuchEntityException } from "@aws-sdk/client-iam";
import type { Aws } from "./aws.ts";
import type { Alert, Resolution, Suspect } from "./model.ts";
import { OLDER_SESSIONS_POLICY } from "./older-sessions-policy.ts";

/** What this stage asks of AWS: the deployed role's policy is made of it. */
export const RESOLVE_PERMISSIONS = ["iam:GetRole", "iam:GetRolePolicy"] as const;

/**
 * Whom the alert means. Rejects where AWS does not answer: then nothing is known, and whoever delivered the alert tries
 * again. `aws` is undefined for an account that the responder does not serve.
 */
export async function resolve(alert: Alert, aws: Aws | undefined): Promise<Resolution> {
  const suspect = alert.principal;
  if (suspect.kind !== "role") return { found: false, because: notCovered(suspect) };
  if (!aws) return { found: false, because: `The account ${alert.account} is not one that this responder serves.` };
  return resolveRole(alert, suspect, aws);
}

async function resolveRole(alert: Alert, suspect: Extract<Suspect, { kind: "role" }>, aws: Aws): Promise<Resolution> {
  const [role, policy] = await Promise.all([
    aws.iam.send(new GetRoleCommand({ RoleName: suspect.name })).catch(absent),
    aws.iam.send(new GetRolePolicyCommand({ RoleName: suspect.name, PolicyName: OLDER_SESSIONS_POLICY })).catch(absent),
  ]);
  const { Arn: arn, RoleId: id, Path: path } = role?.Role ?? {};
  if (arn === undefined || id === undefined || path === undefined) {
    return { found: false, because: `There is no role ${suspect.name} in the account ${alert.account}.` };
  }
  if (suspect.id !== undefined && suspect.id !== id) {
    return {
      found: false,
      because: `The role ${suspect.name} was made anew: it is ${id} now, and the alert means ${suspect.id}, whose sessions ended with it.`,
    };
  }
  return {
    found: true,
    principal: {
      kind: "role",
      account: alert.account,
      name: suspect.name,
      arn,
      id,
      path,
      ...(suspect.session === undefined ? {} : { session: suspect.session }),
      olderSessionsPolicy: policy?.PolicyDocument === undefined ? null : decodeURIComponent(policy.PolicyDocument),
    },
  };
}

function absent(error: unknown): undefined {
  if (error instanceof NoSuchEntityException) return undefined;
  throw error;
}

function notCovered(suspect: Exclude<Suspect, { kind: "role" }>): string {
  switch (suspect.kind) {
    case "user":
      return `The credential is the IAM user ${suspect.name}'s; a deny on token issue times does not stop a long-term key. Deactivate the key by hand.`;
    case "federated-user":
      return `The credential is a federated user's (${suspect.name}); its deny belongs on the IAM user who asked for the token. Do that by hand.`;
    case "root":
      return "The credential is the root user's: no IAM policy limits it. Sign in as root, delete its access keys and change its password.";
    case "aws-service":
      return `The credential is an AWS service's (${suspect.name}): nothing of ours can revoke it.`;
    case "unknown":
      return `The alert does not say whose credential it is (${suspect.said}).`;
  }
}
