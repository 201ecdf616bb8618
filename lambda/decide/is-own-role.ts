// Whether a role is the responder's own: the function's, one that it assumes in another account, or one that the configuration names.
import { arnMatches } from "../arn.ts";
import type { Config } from "../config.ts";

export type NamedRole = { readonly account: string; readonly name: string; readonly arn: string };

type Ours = Pick<Config, "ownRoles" | "members" | "administration">;

export function isOwnRole(role: NamedRole, config: Ours): boolean {
  return config.ownRoles.some((pattern) => arnMatches(pattern, role.arn)) || isAssumedByUs(role, config);
}

/** A role's name is unique in its account, whatever its path. */
function isAssumedByUs({ account, name }: NamedRole, { members, administration }: Ours): boolean {
  const ours = [
    ...members.accounts.map((member) => ({ account: member, role: members.role })),
    ...(administration ? [administration] : []),
  ];
  return ours.some((one) => one.account === account && one.role.slice(one.role.lastIndexOf("/") + 1) === name);
}
