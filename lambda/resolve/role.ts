// A role by its name: two reads, side by side; three where its sessions are denied one by one.
import { GetRoleCommand, GetRolePolicyCommand } from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { absent, documentOf, tagsOf } from "../iam-answer.ts";
import type { Resolution, Suspect } from "../model.ts";
import { OLDER_SESSIONS_POLICY, SESSIONS_POLICY } from "../older-sessions-policy.ts";
import { memberOf, readPolicy, type Statement, textsOf } from "../policy-text.ts";

export const ROLE_PERMISSIONS = ["iam:GetRole", "iam:GetRolePolicy"] as const;

export async function resolveRole(
  aws: Aws,
  suspect: Extract<Suspect, { kind: "role" }>,
  wantsSessions: boolean,
): Promise<Resolution> {
  const { name: RoleName } = suspect;
  const policy = (PolicyName: string) =>
    aws.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })).catch(absent).then(documentOf);
  const [role, olderSessionsPolicy, sessionsPolicy] = await Promise.all([
    aws.iam.send(new GetRoleCommand({ RoleName })).catch(absent),
    policy(OLDER_SESSIONS_POLICY),
    wantsSessions ? policy(SESSIONS_POLICY) : undefined,
  ]);
  const { Arn: arn, RoleId: id, Path: path, Tags: tags, AssumeRolePolicyDocument: trust } = role?.Role ?? {};
  if (arn === undefined || id === undefined || path === undefined) {
    return { found: false, because: `There is no role ${suspect.name} in the account ${aws.account}.` };
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
      account: aws.account,
      name: suspect.name,
      arn,
      id,
      path,
      tags: tagsOf(tags),
      ...(suspect.session === undefined ? {} : { session: suspect.session }),
      ...federation(trust),
      olderSessionsPolicy,
      ...(sessionsPolicy === undefined ? {} : { sessionsPolicy }),
    },
  };
}

/** A trust policy that cannot be read says nothing here: it changes no step. */
function federation(trust: string | undefined): { readonly federatedBy?: readonly string[] } {
  const providers = statementsOf(trust).flatMap((statement) =>
    memberOf(statement, "Effect") === "Allow" ? textsOf(memberOf(memberOf(statement, "Principal"), "Federated")) : [],
  );
  return providers.length === 0 ? {} : { federatedBy: [...new Set(providers)].sort() };
}

function statementsOf(trust: string | undefined): readonly Statement[] {
  try {
    return readPolicy(decodeURIComponent(trust ?? "")).Statement;
  } catch {
    return [];
  }
}
