// Whoever contains with their own credentials must not lock themselves out: they are added to what is never contained.
import { parseArn } from "../lambda/arn.ts";

/** `caller`: as STS names them. An invalid configuration is left as it is: whoever reads it tells of it. */
export function spareCaller(config: unknown, caller: string): unknown {
  if (typeof config !== "object" || config === null) return config;
  const { ownRoles = [] } = config as { readonly ownRoles?: unknown };
  return Array.isArray(ownRoles) ? { ...config, ownRoles: [...ownRoles, ...principalsOf(caller)] } : config;
}

/**
 * STS leaves a role's path out: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html. A role of Identity
 * Center is many people's, and the deny is one person's: there the session is spared, and a colleague's is not.
 */
function principalsOf(caller: string): readonly string[] {
  const { partition, account, resource = "" } = parseArn(caller) ?? {};
  const [, role] = /^assumed-role\/([^/]+)\//.exec(resource) ?? [];
  if (role === undefined || role.startsWith("AWSReservedSSO_")) return [caller];
  const roles = `arn:${partition}:iam::${account}:role`;
  return [`${roles}/${role}`, `${roles}/*/${role}`];
}
