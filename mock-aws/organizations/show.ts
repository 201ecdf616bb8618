// Roots, units, accounts and policies as Organizations' answers show them.
import { current } from "../propagation.ts";
import { PARTITION } from "../world.ts";
import { arnOf } from "./arn.ts";
import { typeOfTarget } from "./find.ts";
import { pathOf } from "./levels.ts";
import type { Creation, Member, Organization, OrganizationPolicy, Unit } from "./organization.ts";

export function showOrganization(org: Organization) {
  const management = org.members.get(org.managementAccount);
  return {
    Id: org.id,
    Arn: `arn:${PARTITION}:organizations::${org.managementAccount}:organization/${org.id}`,
    FeatureSet: "ALL",
    MasterAccountArn: arnOf(org, org.managementAccount),
    MasterAccountId: org.managementAccount,
    MasterAccountEmail: management?.email,
    AvailablePolicyTypes: [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }],
  };
}

export function showRoot(org: Organization) {
  const PolicyTypes = [...current(org.root.enabled)].map((Type) => ({ Type, Status: "ENABLED" }));
  return { Id: org.root.id, Arn: arnOf(org, org.root.id), Name: "Root", PolicyTypes };
}

export function showUnit(org: Organization, unit: Unit) {
  return { Id: unit.id, Arn: arnOf(org, unit.id), Name: unit.name, Path: pathOf(org, unit.id) };
}

export function showMember(org: Organization, member: Member) {
  return {
    Id: member.id,
    Arn: arnOf(org, member.id),
    Email: member.email,
    Name: member.name,
    Status: org.closures.get(member.id) ?? "ACTIVE",
    State: org.closures.get(member.id) ?? "ACTIVE",
    Paths: [`${pathOf(org, current(member.parent))}${member.id}/`],
    JoinedMethod: member.invited || member.id === org.managementAccount ? "INVITED" : "CREATED",
    JoinedTimestamp: new Date(member.joinedAt),
  };
}

export function showPolicySummary(org: Organization, policy: OrganizationPolicy) {
  return {
    Id: policy.id,
    Arn: arnOf(org, policy.id),
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
  const name = type === "ROOT" ? "Root" : (org.units.get(id)?.name ?? org.members.get(id)?.name);
  return { TargetId: id, Arn: arnOf(org, id), Name: name, Type: type };
}

export function showCreation({ id, accountName, at, outcome }: Creation) {
  const time = new Date(at);
  return {
    Id: id,
    AccountName: accountName,
    RequestedTimestamp: time,
    CompletedTimestamp: time,
    ...("accountId" in outcome
      ? { State: "SUCCEEDED", AccountId: outcome.accountId }
      : { State: "FAILED", FailureReason: outcome.failure }),
  };
}
