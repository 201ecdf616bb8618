// The organization's instance of IAM Identity Center: permission sets, who is assigned which where, and what is under way.
import type { Instant } from "../clock.ts";
import type { Role } from "../iam/entities.ts";
import { identityStore, isMember } from "../identitystore/store.ts";
import type { PolicyDocument } from "../policy/statement.ts";
import { HOME_ACCOUNT, HOME_REGION, PARTITION, perWorld, type World } from "../world.ts";

export type PermissionSet = {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly createdAt: Instant;
  description?: string;
  relayState?: string;
  /** ISO 8601, as it was given. */
  sessionDuration: string;
  inlinePolicy?: PolicyDocument | undefined;
  /** ARNs of policies of AWS. */
  managedPolicies: readonly string[];
  /** Grows with every change; what a role was made from is compared with it. */
  revision: number;
  /** Its roles, by account. */
  readonly provisioned: Map<string, { readonly role: Role; revision: number }>;
};

export type PrincipalType = "USER" | "GROUP";

export type Assignment = {
  readonly account: string;
  readonly permissionSet: PermissionSet;
  readonly principalType: PrincipalType;
  readonly principalId: string;
};

export type RequestKind = "provisioning" | "creation" | "deletion";

export type Request = {
  readonly id: string;
  readonly kind: RequestKind;
  readonly createdAt: Instant;
  readonly permissionSetArn: string;
  /** Absent where all accounts are meant. */
  readonly account?: string;
  readonly principal?: { readonly type: PrincipalType; readonly id: string };
  status: "IN_PROGRESS" | "SUCCEEDED" | "FAILED";
  failureReason?: string;
};

export type Instance = {
  readonly id: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly identityStoreId: string;
  readonly createdAt: Instant;
  /** By ARN. */
  readonly permissionSets: Map<string, PermissionSet>;
  /** By `assignmentKey`. */
  readonly assignments: Map<string, Assignment>;
  readonly requests: Map<string, Request>;
};

/** AWS gives an organization one when somebody enables it in the console; the local AWS begins with it. */
const ID = "ssoins-7223111122223333";

export const instance = perWorld<Instance>((world) => ({
  id: ID,
  arn: `arn:${PARTITION}:sso:::instance/${ID}`,
  account: HOME_ACCOUNT,
  region: HOME_REGION,
  identityStoreId: identityStore(world).id,
  createdAt: world.clock.now(),
  permissionSets: new Map(),
  assignments: new Map(),
  requests: new Map(),
}));

export function assignmentKey(
  permissionSetArn: string,
  account: string,
  principalType: PrincipalType,
  principalId: string,
): string {
  return [permissionSetArn, account, principalType, principalId].join(" ");
}

export function assignmentsOf(
  { assignments }: Instance,
  permissionSet: PermissionSet,
  account: string,
): readonly Assignment[] {
  return [...assignments.values()].filter((one) => one.permissionSet === permissionSet && one.account === account);
}

/** Whether the assignment is to the principal, by itself or by a group it is in. */
export function concerns(world: World, assignment: Assignment, type: PrincipalType, id: string): boolean {
  const { principalType, principalId } = assignment;
  if (principalType === type) return principalId === id;
  return principalType === "GROUP" && isMember(identityStore(world), principalId, id);
}
