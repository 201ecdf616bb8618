// An IAM user by its name: the user, its deny and its keys, read side by side.
import { GetUserCommand, GetUserPolicyCommand, ListAccessKeysCommand } from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { absent, documentOf, tagsOf } from "../iam-answer.ts";
import type { Resolution, UserPrincipal } from "../model.ts";
import { OLDER_SESSIONS_POLICY } from "../older-sessions-policy.ts";

export const USER_PERMISSIONS = ["iam:GetUser", "iam:GetUserPolicy", "iam:ListAccessKeys"] as const;

export type UserWish = {
  readonly name: string;
  readonly id?: string | undefined;
  /** The federated name, where GetFederationToken made the leaked credential. */
  readonly federatedName?: string;
  readonly accessKeyId?: string | undefined;
};

export async function resolveUser(aws: Aws, wish: UserWish): Promise<Resolution> {
  const { name: UserName } = wish;
  const [user, policy, listed] = await Promise.all([
    aws.iam.send(new GetUserCommand({ UserName })).catch(absent),
    aws.iam.send(new GetUserPolicyCommand({ UserName, PolicyName: OLDER_SESSIONS_POLICY })).catch(absent),
    aws.iam.send(new ListAccessKeysCommand({ UserName })).catch(absent),
  ]);
  const { Arn: arn, UserId: id, Path: path, Tags: tags } = user?.User ?? {};
  if (arn === undefined || id === undefined || path === undefined) {
    return { found: false, because: `There is no user ${wish.name} in the account ${aws.account}.` };
  }
  const keys = keysOf(listed?.AccessKeyMetadata);
  const mistaken = whyNotMeant(wish, id, keys);
  if (mistaken !== undefined) return { found: false, because: mistaken };
  return {
    found: true,
    principal: {
      kind: "user",
      account: aws.account,
      name: wish.name,
      arn,
      id,
      path,
      tags: tagsOf(tags),
      olderSessionsPolicy: documentOf(policy),
      keys,
      ...(wish.federatedName === undefined ? {} : { federatedName: wish.federatedName }),
    },
  };
}

type Metadata = { readonly AccessKeyId?: string | undefined; readonly Status?: string | undefined };

function keysOf(listed: readonly Metadata[] | undefined): UserPrincipal["keys"] {
  return (listed ?? []).flatMap(({ AccessKeyId: id, Status }) =>
    id === undefined ? [] : [{ id, active: Status === "Active" }],
  );
}

/**
 * A temporary key is never among a user's keys: only a long-term one can be missed there. Where the unique id says that the
 * user is meant, the key is deleted, and what it has minted is not.
 */
function whyNotMeant(wish: UserWish, id: string, keys: UserPrincipal["keys"]): string | undefined {
  const { name, accessKeyId } = wish;
  if (wish.id !== undefined && wish.id !== id) {
    return `The user ${name} was made anew: it is ${id} now, and the alert means ${wish.id}, whose keys and sessions ended with it.`;
  }
  if (wish.id === undefined && accessKeyId?.startsWith("AKIA") && !keys.some((key) => key.id === accessKeyId)) {
    return `The user ${name} has no key ${accessKeyId}: it is deleted, or another user's. What a deleted key has minted may live up to 36 hours: if the key was this user's, ask for a containment of the user by name, without the key.`;
  }
  return undefined;
}
