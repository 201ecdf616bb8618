// Roots, units, accounts and policies as Organizations' answers show them.
import { current } from "../propagation.ts";
import { PARTITION } from "../world.ts";
import { organizationsArn, typeOfTarget } from "./find.ts";
import type { Creation, Member, Organization, OrganizationPolicy, Unit } from "./organization.ts";

export function showOrganization(org: Organization) {
  const management = org.members.get(org.managementAccount);
  return {
    Id: org.id,
    Arn: `arn:${PARTITION}:organizations::${org.managementAccount}:organization/${org.id}`,
    FeatureSet: "ALL",
    MasterAccountArn: organizationsArn(org, "account", org.managementAccount),
    MasterAccountId: org.managementAccount,
    MasterAccountEmail: management?.email,
    AvailablePolicyTypes: [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }],
  };
}

export function showRoot(org: Organization) {
  const PolicyTypes = [...current(org.root.enabled)].map((Type) => ({ Type, Status: "ENABLED" }));
  return { Id: org.root.id, Arn: organizationsArn(org, "root", org.root.id), Name: "Root", PolicyTypes };
}

export function showUnit(org: Organization, unit: Unit) {
  return { Id: unit.id, Arn: organizationsArn(org, "ou", unit.id), Name: unit.name };
}

export function showMember(org: Organization, member: Member) {
  return {
    Id: member.id,
    Arn: organizationsArn(org, "account", member.id),
    Email: member.email,
    Name: member.name,
    Status: "ACTIVE",
    State: "ACTIVE",
    JoinedMethod: member.id === org.managementAccount ? "INVITED" : "CREATED",
    JoinedTimestamp: new Date(member.joinedAt),
  };
}

export function showPolicySummary(org: Organization, policy: OrganizationPolicy) {
  const kind = policy.type.toLowerCase();
  const own = organizationsArn(org, "policy", `${kind}/${policy.id}`);
  return {
    Id: policy.id,
    Arn: policy.awsManaged ? `arn:${PARTITION}:organizations::aws:policy/${kind}/${policy.id}` : own,
    Name: policy.name,
    Description: policy.description,
    Type: policy.type,
    AwsManaged: policy.awsManaged,
  };
}

export function showPolicy(org: Organization, policy: OrganizationPolicy) {
  return { PolicySummary: showPolicySummary(org, policy), Content: current(policy.document).text };
}

export function showTarget(org: Organization, id: string) {
  const type = typeOfTarget(org, id);
  const kind = { ROOT: "root", ORGANIZATIONAL_UNIT: "ou", ACCOUNT: "account" }[type];
  const name = type === "ROOT" ? "Root" : (org.units.get(id)?.name ?? org.members.get(id)?.name);
  return { TargetId: id, Arn: organizationsArn(org, kind, id), Name: name, Type: type };
}

export function showCreation(creation: Creation) {
  const time = new Date(creation.at);
  return {
    Id: creation.id,
    AccountName: creation.accountName,
    State: "SUCCEEDED",
    RequestedTimestamp: time,
    CompletedTimestamp: time,
    AccountId: creation.accountId,
  };
}
