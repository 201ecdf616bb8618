// The words of the project as types: alert, principal, verdict. Plain data, fit for the ledger as it is.

/** ISO 8601 in UTC, as `2026-03-01T09:00:30.000Z` or without the fraction. */
export type Time = string;

// --- alert -----------------------------------------------------------------------------------------------------------

export type AlertSource =
  | "guardduty"
  | "security-hub"
  | "health"
  | "quarantine"
  | "github"
  | "gitguardian"
  | "credential-leak"
  | "request"
  /** CloudTrail: a credential that was opened with a leaked one. */
  | "trace"
  /** CloudTrail: somebody has undone a step of an incident. */
  | "tamper";

/** How wide a role is denied: all its older sessions, or the one that has leaked. */
export type Scope = "role" | "session";

/** What a source says: this credential may have leaked. */
export type Alert = {
  readonly source: AlertSource;
  /** The source's id of the finding. Not of the credential: GuardDuty keeps one id while the details change. */
  readonly id: string;
  readonly type: string;
  readonly title: string;
  /** 0–10, as GuardDuty counts; other sources are brought to this scale, and some say nothing. */
  readonly severity?: number;
  /** The account of the credential, 12 digits. Whoever reports a bare key does not know it. */
  readonly account?: string;
  /** `unknown` where the source does not say. */
  readonly region: string;
  /** `AKIA…` or `ASIA…`; sources leave it out at times. */
  readonly accessKeyId?: string;
  readonly principal: Suspect;
  readonly sample: boolean;
  readonly firstSeen?: Time;
  /** When the source last saw the credential misused; the time of the alert where it does not say. */
  readonly lastSeen: Time;
  /** When the leaked session was issued, where the source tells. */
  readonly issuedAt?: Time;
  /** The account on whose event bus the event was put; nothing for what the function was given directly. */
  readonly sentFrom?: string;
  /** The finding as Security Hub knows it, if it has it. */
  readonly finding?: { readonly id: string; readonly productArn: string };
  /** Alerts of one event or one attack sequence share it. */
  readonly group?: string;
  /** A person asked for this: whom the source names, in its words; `unnamed` where it does not tell. */
  readonly wishedBy?: string;
  readonly scope?: Scope;
  /** What a person should know of how it was found whom it means. */
  readonly note?: string;
  /** Say what would be done, and touch nothing. */
  readonly dryRun?: true;
  /** A credential of the incident has written the role's trust policy: whoever it lets in may be the intruder's. */
  readonly trustWritten?: true;
  /** Whether a user's console password goes too. */
  readonly disableConsole?: true;
};

/** Whose credential it is, as far as an alert says. Nothing of it is proven. */
export type Suspect =
  | { readonly kind: "role"; readonly name: string; readonly id?: string; readonly session?: string }
  | { readonly kind: "user"; readonly name: string; readonly id?: string }
  /** `issuer`: the IAM user whose key asked for the token. */
  | { readonly kind: "federated-user"; readonly name: string; readonly issuer?: string }
  | { readonly kind: "root" }
  | { readonly kind: "aws-service"; readonly name: string }
  /** Only the alert's access key is known. */
  | { readonly kind: "access-key" }
  /** `AROA…` or `AIDA…` without the name that IAM asks for. */
  | { readonly kind: "unique-id"; readonly id: string; readonly session?: string }
  | { readonly kind: "instance"; readonly id: string }
  | { readonly kind: "instance-profile"; readonly name: string; readonly instance?: string }
  | { readonly kind: "unknown"; readonly said: string };

// --- principal -------------------------------------------------------------------------------------------------------

type InIam = {
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The text of its inline policy AWSRevokeOlderSessions; null where it has none. */
  readonly olderSessionsPolicy: string | null;
};

/** A role as AWS shows it before we touch it. */
export type RolePrincipal = InIam & {
  readonly kind: "role";
  /** `AROA…` */
  readonly id: string;
  readonly session?: string;
  /** The identity providers that its trust policy names, by ARN or host: whoever signs in there gets new sessions. */
  readonly federatedBy?: readonly string[];
  /** The text of AWSRevokeOlderSessions-Sessions; missing where nobody asked for it. */
  readonly sessionsPolicy?: string | null;
};

/** An IAM user as AWS shows it before we touch it. */
export type UserPrincipal = InIam & {
  readonly kind: "user";
  /** `AIDA…` */
  readonly id: string;
  /** Its long-term keys. The leaked one is among them, or it is a temporary one that the user's key has asked for. */
  readonly keys: readonly { readonly id: string; readonly active: boolean }[];
  /** The federated name, where GetFederationToken made the leaked credential. */
  readonly federatedName?: string;
};

/** A person of IAM Identity Center, behind the role `AWSReservedSSO_…` that a permission set has made in an account. */
export type IdentityCenterPrincipal = {
  readonly kind: "identity-center-user";
  /** Where the role is. */
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly session: string;
  /** The management or delegated administrator account, and what Identity Center calls things there. */
  readonly administration: {
    readonly account: string;
    readonly region: string;
    readonly instanceArn: string;
    readonly permissionSetArn: string;
    readonly userId: string;
    /** The permission set's inline policy; null where it has none. */
    readonly inlinePolicy: string | null;
  };
};

/** The root user of a member account; only a service control policy limits it. */
export type RootPrincipal = {
  readonly kind: "root";
  readonly account: string;
  readonly arn: string;
  readonly administration: {
    /** The account that may attach service control policies. */
    readonly account: string;
    /** The id of the policy of ours that hangs on the account; null where none does. */
    readonly attachedPolicy: string | null;
  };
};

export type Principal = RolePrincipal | UserPrincipal | IdentityCenterPrincipal | RootPrincipal;

/** What became of looking for the principal: found, or why it cannot be acted on. */
export type Resolution =
  | { readonly found: true; readonly principal: Principal }
  | { readonly found: false; readonly because: string };

// --- verdict ---------------------------------------------------------------------------------------------------------

export type Verdict =
  /** `scope`: no more than the one session. `despite`: what a person would have been asked, had nobody wished for it or approved it. */
  | { readonly type: "contain"; readonly scope?: "session"; readonly despite?: readonly string[] }
  | { readonly type: "ask"; readonly because: readonly string[] }
  /** `quiet`: nobody needs to hear of it. */
  | { readonly type: "refuse"; readonly because: readonly string[]; readonly quiet?: true };
