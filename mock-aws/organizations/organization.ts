// The organization: its root, units, member accounts and policies, and who hangs where.
import type { Instant } from "../clock.ts";
import type { TagWish } from "../iam/tags.ts";
import { accountId, type Random, resourceId } from "../ids.ts";
import { parsePolicy } from "../policy/document.ts";
import type { PolicyDocument } from "../policy/statement.ts";
import { type Versioned, versioned } from "../propagation.ts";
import { HOME_ACCOUNT, perWorld } from "../world.ts";

export const POLICY_TYPES = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const;

export type PolicyType = (typeof POLICY_TYPES)[number];

export type Member = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly joinedAt: Instant;
  /** The root's or a unit's id. A move is enforced late, as all changes are. */
  readonly parent: Versioned<string>;
  /** Somebody else opened it, so it can leave as it came. */
  readonly invited?: true;
};

export type Unit = { readonly id: string; name: string; readonly parent: string };

export type OrganizationPolicy = {
  readonly id: string;
  readonly type: PolicyType;
  name: string;
  description: string;
  readonly awsManaged: boolean;
  readonly document: Versioned<PolicyDocument>;
};

export type Creation = {
  readonly id: string;
  readonly accountName: string;
  readonly outcome: { readonly accountId: string } | { readonly failure: "EMAIL_ALREADY_EXISTS" };
  readonly at: Instant;
};

export type HandshakeParty = { readonly type: "ACCOUNT" | "EMAIL"; readonly id: string };

export type HandshakeAnswer = "ACCEPTED" | "DECLINED" | "CANCELED";

/** An invitation to join. */
export type Handshake = {
  readonly id: string;
  readonly target: HandshakeParty;
  readonly notes?: string;
  /** For the account, when it joins. */
  readonly tags: TagWish;
  readonly requestedAt: Instant;
  answer?: { readonly state: HandshakeAnswer; readonly at: Instant; readonly account: string };
};

export type Organization = {
  readonly id: string;
  readonly managementAccount: string;
  readonly root: { readonly id: string; readonly enabled: Versioned<ReadonlySet<PolicyType>> };
  readonly members: Map<string, Member>;
  readonly units: Map<string, Unit>;
  readonly policies: Map<string, OrganizationPolicy>;
  /** Ids of the policies on each root, unit and account. */
  readonly attachments: Versioned<ReadonlyMap<string, readonly string[]>>;
  readonly creations: Map<string, Creation>;
  readonly handshakes: Map<string, Handshake>;
  /** Service principals, by the account that is their delegated administrator. */
  readonly delegations: Map<string, Map<string, Instant>>;
  /** Service principals with trusted access, and since when. */
  readonly trustedServices: Map<string, Instant>;
  /** By the id of what they are on. */
  readonly tags: Map<string, ReadonlyMap<string, string>>;
  /** Accounts that are closed, or about to be. */
  readonly closures: Map<string, "PENDING_CLOSURE" | "SUSPENDED">;
  /** What was deleted or has left, by id: as long as changes propagate it is still enforced. */
  readonly retired: {
    readonly units: Map<string, Unit>;
    readonly policies: Map<string, OrganizationPolicy>;
    readonly members: Map<string, { readonly member: Member; readonly leftAt: Instant }>;
  };
};

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html */
export const FULL_ACCESS: Readonly<
  Record<PolicyType, { readonly id: string; readonly name: string; readonly text: string }>
> = {
  SERVICE_CONTROL_POLICY: {
    id: "p-FullAWSAccess",
    name: "FullAWSAccess",
    text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  },
  RESOURCE_CONTROL_POLICY: {
    id: "p-RCPFullAWSAccess",
    name: "RCPFullAWSAccess",
    text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
  },
};

export const KIND_OF: Readonly<Record<PolicyType, "scp" | "rcp">> = {
  SERVICE_CONTROL_POLICY: "scp",
  RESOURCE_CONTROL_POLICY: "rcp",
};

/** Every local AWS begins with one, of which its first account is the management account. */
export const organization = perWorld<Organization>(({ random, clock }) => {
  const root = `r-${short(random, 4)}`;
  const management: Member = {
    id: HOME_ACCOUNT,
    name: "management",
    email: "management@example.com",
    joinedAt: clock.now(),
    parent: versioned(root, 0),
  };
  return {
    id: `o-${short(random, 10)}`,
    managementAccount: HOME_ACCOUNT,
    root: { id: root, enabled: versioned(new Set<PolicyType>(), 0) },
    members: new Map([[management.id, management]]),
    units: new Map(),
    policies: new Map(POLICY_TYPES.map((type) => [FULL_ACCESS[type].id, fullAccess(type)])),
    attachments: versioned(new Map(), 0),
    creations: new Map(),
    handshakes: new Map(),
    delegations: new Map(),
    trustedServices: new Map(),
    tags: new Map(),
    closures: new Map(),
    retired: { units: new Map(), policies: new Map(), members: new Map() },
  };
});

function fullAccess(type: PolicyType): OrganizationPolicy {
  const { id, name, text } = FULL_ACCESS[type];
  const description = "Allows access to every operation";
  return { id, type, name, description, awsManaged: true, document: versioned(parsePolicy(text, KIND_OF[type]), 0) };
}

/** Letters and digits, as in `r-a1b2` and `ou-a1b2-…`. */
export function short(random: Random, length: number): string {
  return resourceId(random, "x").slice(2, 2 + length);
}

/** An account id that nobody has yet. */
export function freshAccountId(random: Random, taken: ReadonlyMap<string, unknown>): string {
  let id = accountId(random);
  while (taken.has(id)) id = accountId(random);
  return id;
}
