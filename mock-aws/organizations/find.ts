// Finding what a call to Organizations names, with its own refusals.
import { AwsError } from "../aws-error.ts";
import type { Member, Organization, OrganizationPolicy, Unit } from "./organization.ts";

const refusal = (code: string, message: string) => new AwsError(code, message, 400);

export function findMember(org: Organization, id: string): Member {
  const member = org.members.get(id);
  if (!member) throw refusal("AccountNotFoundException", "You specified an account that doesn't exist.");
  return member;
}

export function findUnit(org: Organization, id: string): Unit {
  const unit = org.units.get(id);
  if (!unit)
    throw refusal("OrganizationalUnitNotFoundException", "You specified an organizational unit that doesn't exist.");
  return unit;
}

export function findPolicy(org: Organization, id: string): OrganizationPolicy {
  const policy = org.policies.get(id);
  if (!policy) throw refusal("PolicyNotFoundException", "We can't find a policy with the PolicyId that you specified.");
  return policy;
}

export function refuseTakenUnit(org: Organization, parentId: string, wanted: string): void {
  if ([...org.units.values()].some(({ parent, name }) => parent === parentId && name === wanted))
    throw refusal("DuplicateOrganizationalUnitException", "An OU with the same name already exists.");
}

/** The root or a unit. */
export function refuseUnknownParent(org: Organization, id: string): void {
  if (id === org.root.id || org.units.has(id)) return;
  throw refusal("ParentNotFoundException", "We can't find a root or OU with the ParentId that you specified.");
}

/** The root, a unit or an account: what a policy can hang on. */
export function refuseUnknownTarget(org: Organization, id: string): void {
  if (id === org.root.id || org.units.has(id) || org.members.has(id)) return;
  throw refusal(
    "TargetNotFoundException",
    "We can't find a root, OU, account, or policy with the TargetId that you specified.",
  );
}

export function typeOfTarget(org: Organization, id: string): "ROOT" | "ORGANIZATIONAL_UNIT" | "ACCOUNT" {
  if (id === org.root.id) return "ROOT";
  return org.units.has(id) ? "ORGANIZATIONAL_UNIT" : "ACCOUNT";
}

export function refuseUnknownRoot(org: Organization, id: string): void {
  if (id !== org.root.id)
    throw refusal("RootNotFoundException", "We can't find a root with the RootId that you specified.");
}
