// Who runs IAM Identity Center: the management account, and a member account that it has delegated this to.
// https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
import { type Organization, organization } from "../organizations/organization.ts";
import type { World } from "../world.ts";

const PRINCIPAL = "sso.amazonaws.com";

export type Standing = "management" | "delegated" | "member" | "stranger";

export function standingOf(world: World, account: string): Standing {
  const org: Organization = organization(world);
  if (account === org.managementAccount) return "management";
  if (!org.members.has(account)) return "stranger";
  return org.delegations.get(account)?.has(PRINCIPAL) ? "delegated" : "member";
}

export function administers(world: World, account: string): boolean {
  return ["management", "delegated"].includes(standingOf(world, account));
}
