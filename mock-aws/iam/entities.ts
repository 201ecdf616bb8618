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
  /** Present where the user may sign in to the console. */
  loginProfile?: LoginProfile;
  readonly tags: Map<string, string>;
};

/** The root user: it has no name, no policies, and a password that the API never sees. */
export type RootUser = {
  readonly account: string;
  readonly name?: undefined;
  readonly arn: string;
  readonly createdAt: Instant;
  /** Present where root has a password, or may choose one by mail. */
  loginProfile?: LoginProfile;
};

/** Who has credentials of its own. */
export type Holder = User | RootUser;

export type LoginProfile = {
  readonly createdAt: Instant;
  /** Root's is not known here. */
  readonly password?: string;
  /** The user must choose another one at the next sign-in. */
  readonly resetRequired: boolean;
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
  enabled?: { readonly user: Holder; readonly at: Instant };
  /** The newest step of 30 seconds whose code was taken: no code is good twice. */
  lastStep: number;
};

/** A name and password for one service alone, such as CodeCommit. */
export type ServiceCredential = {
  readonly id: string;
  readonly user: User;
  readonly service: string;
  readonly userName: string;
  readonly createdAt: Instant;
  password: string;
  status: "Active" | "Inactive";
};

/** A certificate for SOAP requests, as EC2's old tools signed them. */
export type SigningCertificate = {
  readonly id: string;
  readonly user: Holder;
  /** As it was uploaded. */
  readonly body: string;
  readonly uploadedAt: Instant;
  status: "Active" | "Inactive";
};

/** An identity provider that signs assertions in XML. */
export type SamlProvider = {
  readonly arn: string;
  readonly uuid: string;
  readonly createdAt: Instant;
  readonly tags: Map<string, string>;
  metadata: string;
};

/** An identity provider that signs JSON web tokens. */
export type OidcProvider = {
  readonly arn: string;
  /** Without `https://`: what policies prefix its claims with. */
  readonly url: string;
  readonly createdAt: Instant;
  readonly tags: Map<string, string>;
  readonly clientIds: Set<string>;
  thumbprints: readonly string[];
};
