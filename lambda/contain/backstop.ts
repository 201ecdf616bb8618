// The organization behind the deny of a role or user in a member account: what an intruder with IAM's rights cannot undo.
import { arnMatches, parseArn } from "../arn.ts";
import type { RolePrincipal, UserPrincipal } from "../model.ts";
import { HOME_ROLES, RESPONDER } from "../own-names.ts";
import type { DenySessionsByScp } from "../steps.ts";
import type { Backstop, Wish } from "./wish.ts";

/**
 * None in the administration's own account: where that is the management account, no service control policy limits it.
 * Whoever calls this denies the whole principal: the guard is on all of it.
 */
export function backstop({
  principal: { account, arn, id },
  cutoff,
  config,
}: Wish<RolePrincipal | UserPrincipal>): readonly DenySessionsByScp[] {
  if (config.backstop === undefined || config.backstop.account === account) return [];
  const partition = parseArn(arn)?.partition ?? "aws";
  return [
    {
      type: "deny-sessions-by-scp",
      account: config.backstop.account,
      target: account,
      principalArn: arn,
      principalId: id,
      partition,
      cutoff,
      exempt: exemptIn(account, partition, config.backstop),
    },
  ];
}

/** Of all own roles those that can be in the account: the policy has no room for more. */
function exemptIn(account: string, partition: string, { ownRoles, members }: Backstop): readonly string[] {
  const assumed = members.accounts.includes(account) ? [`arn:${partition}:iam::${account}:role/${members.role}`] : [];
  const named = ownRoles.filter((pattern) => {
    const where = parseArn(pattern);
    return where?.service === "iam" && arnMatches(where.account, account) && !IDLE.has(where.resource);
  });
  return [...new Set([...named, ...assumed])];
}

/** Roles of ours that change nothing in IAM: nothing is gained where they are spared. */
const IDLE: ReadonlySet<string> = new Set(
  HOME_ROLES.filter((name) => name !== RESPONDER).map((name) => `role/${name}`),
);
