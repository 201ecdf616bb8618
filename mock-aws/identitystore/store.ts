// The identity store of IAM Identity Center: people, groups, and who is in which.
import type { Instant } from "../clock.ts";
import { HOME_ACCOUNT, HOME_REGION, PARTITION, perWorld } from "../world.ts";

export type Person = {
  readonly id: string;
  readonly userName: string;
  /** What CreateUser was given beside the user name, as DescribeUser shows it. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly createdAt: Instant;
};

export type PersonGroup = {
  readonly id: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly createdAt: Instant;
};

export type Membership = {
  readonly id: string;
  readonly groupId: string;
  readonly userId: string;
  readonly createdAt: Instant;
};

export type IdentityStore = {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly users: Map<string, Person>;
  readonly groups: Map<string, PersonGroup>;
  readonly memberships: Map<string, Membership>;
};

/** Ids of stores in us-east-1 begin so; every local AWS has this one. */
const ID = "d-9067111122";

export const identityStore = perWorld<IdentityStore>(() => ({
  id: ID,
  arn: `arn:${PARTITION}:identitystore::${HOME_ACCOUNT}:identitystore/${ID}`,
  region: HOME_REGION,
  users: new Map(),
  groups: new Map(),
  memberships: new Map(),
}));

export function isMember({ memberships }: IdentityStore, groupId: string, userId: string): boolean {
  return [...memberships.values()].some((one) => one.groupId === groupId && one.userId === userId);
}
