// An access key and whose it is: a person's long-term key, or the temporary key of a session.
import type { Instant } from "./clock.ts";
import type { FederatedIdentity } from "./federated-identity.ts";
import type { Role, User } from "./iam/entities.ts";
import type { PolicySource } from "./policy/policies.ts";
import type { Versioned } from "./propagation.ts";

export type LongTermKey = {
  readonly kind: "long-term";
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly account: string;
  /** The user whose key it is; without one it is the root user's. */
  readonly user?: User;
  readonly createdAt: Instant;
  /** "Deleted" is enforced like any other change: a moment late. */
  readonly status: Versioned<"Active" | "Inactive" | "Deleted">;
  lastUsed?: { readonly at: Instant; readonly service: string; readonly region: string };
};

export type TemporaryKey = {
  readonly kind: "temporary";
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly account: string;
  /** What `aws:TokenIssueTime` and CloudTrail's `creationDate` say; whole seconds. */
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  readonly mfa: boolean;
  readonly session: Session;
};

export type Credential = LongTermKey | TemporaryKey;

/** In place of a key where a call is not signed: what the call itself proved of its maker, if anything. */
export type NoKey = { readonly kind: "none"; readonly identity?: FederatedIdentity };

export type Tags = ReadonlyMap<string, string>;

export type Session = RoleSession | TokenSession | FederatedSession;

export type RoleSession = {
  readonly type: "role";
  readonly role: Role;
  readonly name: string;
  /** Present where the caller of AssumeRole narrowed the session. */
  readonly policies?: readonly PolicySource[];
  readonly tags: Tags;
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
  /** How it was opened: by a role's session (chained), by an instance, by a provider of web identities … */
  readonly origin: RoleSessionOrigin;
};

export type RoleSessionOrigin =
  | { readonly by: "user" | "role" | "root" }
  | {
      readonly by: "service";
      readonly service: string;
      readonly instanceArn?: string;
      readonly instance?: InstanceOrigin;
    }
  | {
      readonly by: "web-identity" | "saml";
      /** The ARN of the provider in IAM. */
      readonly provider: string;
      /** Condition keys of the sign-in that the session's calls carry. */
      readonly context: Readonly<Record<string, string | readonly string[] | undefined>>;
    };

/** Where EC2 delivered the credentials of a role: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html */
export type InstanceOrigin = {
  /** The version of the metadata service: `ec2:RoleDelivery`. */
  readonly delivery: "1.0" | "2.0";
  readonly vpcId: string;
  readonly privateIp: string;
};

/** GetSessionToken: the user (or root) with MFA, and with limits on what it may call. AssumeRoot: root, for a task. */
export type TokenSession = { readonly type: "session-token"; readonly user?: User; readonly task?: RootTask };

/** The one thing for which a root session was opened. */
export type RootTask = { readonly policy: PolicySource; readonly sourceIdentity?: string };

/** GetFederationToken: user's permissions ∩ session policies. */
export type FederatedSession = {
  readonly type: "federated";
  readonly user?: User;
  readonly name: string;
  readonly policies: readonly PolicySource[];
  readonly tags: Tags;
};
