// What IAM keeps: users, groups, roles, managed policies and instance profiles of one account.
import type { Instant } from "../clock.ts";
import type { PolicyDocument } from "../policy/statement.ts";
import type { Versioned } from "../propagation.ts";

/** What is attached to a user, group or role. A change makes a new one: the old one stays enforced for a while. */
export type Permissions = {
  readonly inline: ReadonlyMap<string, PolicyDocument>;
  /** ARNs of managed policies, in the order of attachment. */
  readonly attached: readonly string[];
  /** The ARN of the permissions boundary. */
  readonly boundary?: string;
};

export const NO_PERMISSIONS: Permissions = { inline: new Map(), attached: [] };

export type Entity = {
  readonly account: string;
  /** Users and groups can be renamed and moved: name, path and ARN change, the id stays. */
  name: string;
  path: string;
  arn: string;
  /** `AROA…`, `AIDA…`: never given twice, so a thing made anew under an old name is told apart. */
  readonly id: string;
  readonly createdAt: Instant;
  readonly exists: Versioned<boolean>;
};

export type Group = Entity & { readonly permissions: Versioned<Permissions> };

export type User = Entity & {
  readonly permissions: Versioned<Permissions>;
  readonly groups: Versioned<readonly Group[]>;
  readonly accessKeyIds: string[];
  readonly tags: Map<string, string>;
};

export type Role = Entity & {
  readonly permissions: Versioned<Permissions>;
  readonly trust: Versioned<PolicyDocument>;
  readonly tags: Map<string, string>;
  description?: string;
  /** Seconds. */
  maxSessionDuration: number;
  lastUsed?: { readonly at: Instant; readonly region: string };
};

export type PolicyVersion = { readonly id: string; readonly document: PolicyDocument; readonly createdAt: Instant };

export type ManagedPolicy = Entity & {
  readonly description?: string;
  readonly versions: PolicyVersion[];
  readonly defaultVersion: Versioned<{ readonly id: string; readonly document: PolicyDocument }>;
  readonly tags: Map<string, string>;
  nextVersion: number;
  updatedAt: Instant;
};

export type InstanceProfile = Entity & { role?: Role; readonly tags: Map<string, string> };

/** A virtual device: a secret shared with somebody's phone. */
export type MfaDevice = {
  readonly account: string;
  readonly name: string;
  readonly path: string;
  /** Its serial number is its ARN. */
  readonly arn: string;
  readonly seed: Buffer;
  readonly tags: Map<string, string>;
  enabled?: { readonly user: User; readonly at: Instant };
  /** The newest step of 30 seconds whose code was taken: no code is good twice. */
  lastStep: number;
};
