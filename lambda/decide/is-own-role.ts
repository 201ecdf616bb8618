// Whether a role is the responder's own: the function's, one that it assumes in another account, or one that the configuration names.
import { arnMatches, parseArn } from "../arn.ts";
import type { Config } from "../config.ts";

export type NamedRole = {
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  readonly session?: string | undefined;
};

type Ours = Pick<Config, "ownRoles" | "members" | "administration">;

export function isOwnRole(role: NamedRole, config: Ours): boolean {
  const names = [role.arn, ...sessionArns(role)];
  return config.ownRoles.some((own) => names.some((name) => arnMatches(own, name))) || isAssumedByUs(role, config);
}

/** As STS names the session: with a role of Identity Center, that is one person. */
function sessionArns({ account, name, arn, session }: NamedRole): readonly string[] {
  if (session === undefined) return [];
  return [`arn:${parseArn(arn)?.partition}:sts::${account}:assumed-role/${name}/${session}`];
}

/** A role's name is unique in its account, whatever its path. */
function isAssumedByUs({ account, name }: NamedRole, { members, administration }: Ours): boolean {
  const ours = [
    ...members.accounts.map((member) => ({ account: member, role: members.role })),
    ...(administration ? [administration] : []),
  ];
  return ours.some((one) => one.account === account && one.role.slice(one.role.lastIndexOf("/") + 1) === name);
}
