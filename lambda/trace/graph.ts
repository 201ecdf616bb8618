// The trace as plain data: which credentials were reached from the leaked one, by whom each was opened, and what it was seen to do.
import type { TrailEvent } from "../evidence.ts";
import type { Time } from "../model.ts";

/** Fit for the ledger as it is: its size is bounded, and `cut` says what did not fit. */
export type TraceGraph = {
  readonly nodes: readonly TraceNode[];
  readonly edges: readonly TraceEdge[];
  /** Other credentials that carry a key id of the incident: key ids recur. Neither followed nor counted. */
  readonly namesakes: readonly Namesake[];
  /** The beginnings of the ids of events read lately, by minute: what comes twice is counted once. */
  readonly recent: Readonly<Record<string, readonly string[]>>;
  readonly cut: {
    /** Credentials that were found and not kept. Nobody follows them. */
    readonly nodes: number;
    /** Credentials that had ended, that opened nothing, and whose principal others in the graph have too. */
    readonly ended: number;
    readonly namesakes: number;
  };
};

/**
 * How sure it is that the node is the intruder's.
 *
 * - `alert`: a source named it.
 * - `issued`: CloudTrail shows that a credential of the incident asked for it, and each one on the way.
 * - `likely`: a link on the way is circumstance: an instance started with a role, a password set, a role's trust changed, a
 *   name that is the same. Legitimate use looks alike, so a `likely` node is **never contained automatically**: a person is
 *   told and decides.
 */
export type Sureness = "alert" | "issued" | "likely";

/**
 * What the node is, and with it how CloudTrail is asked about it.
 *
 * - `key`: one credential with an access key id.
 * - `session`: a role's session without its key id.
 * - `service-session`: what a service runs under a role: an instance, a function, a task. Its name is the session's name.
 * - `service-role`: a role that was handed to a service. The sessions' name is the service's choice.
 * - `console-user`: a user whose console password was set. `console-session`: a session that asked for a sign-in to the console.
 * - `trusting-role`: a role whose trust policy was written. `source-identity`: sessions that carry a source identity.
 * - `web-identity`, `saml-user`: who came in without a key.
 * - `jwt`: a token for use outside AWS. CloudTrail sees no use of it.
 */
export type NodeForm =
  | "key"
  | "session"
  | "service-session"
  | "service-role"
  | "console-user"
  | "console-session"
  | "trusting-role"
  | "source-identity"
  | "web-identity"
  | "saml-user"
  | "jwt";

export type TraceNode = {
  /** The same in every walk. */
  readonly id: string;
  readonly form: NodeForm;
  readonly how: Sureness;
  /** Of a `key`. */
  readonly accessKeyId?: string;
  readonly principal: TracePrincipal;
  /** What a node without a key is about: an instance's id, a function's name, a token's audience, a service. */
  readonly about?: string;
  /** When the session was issued: `aws:TokenIssueTime`. Nothing for a long-term key, and where nobody knows yet. */
  readonly issuedAt?: Time;
  /** Until when the credential is good, where CloudTrail tells. */
  readonly expiresAt?: Time;
  /** Where it was opened. */
  readonly region?: string;
  readonly sourceIdentity?: string;
  /** The node that opened it; the first one where there are several (see the edges). */
  readonly openedBy?: string;
  /** Who opened a credential that an alert has named, where CloudTrail tells. Not followed. */
  readonly origin?: Origin;
  /** Calls before this are not asked for: when it was opened, or as the alert says. */
  readonly since: Time;
  readonly firstSeen?: Time;
  readonly lastSeen?: Time;
  /** Calls that CloudTrail shows, refused ones too. */
  readonly calls: number;
  /** At most five. */
  readonly sourceIps: readonly string[];
  /** At most three, the beginning of each. Attackers write these. */
  readonly userAgents: readonly string[];
  readonly read: ReadState;
};

export type TracePrincipal = {
  readonly kind: "role" | "user" | "federated-user" | "root" | "web-identity" | "saml-user" | "account" | "aws-service";
  readonly account: string;
  /** Of the role, the user, the federated user, the subject. Nothing for a role that only its instance profile names. */
  readonly name?: string;
  /** `AROA…` or `AIDA…` */
  readonly id?: string;
  /** Of the role or the user, with its path. */
  readonly arn?: string;
  /** Of a role. */
  readonly session?: string;
  /** Of a federated user: the user whose key asked for the token. Of a web identity or a SAML user: the provider. */
  readonly issuer?: string;
};

export type Origin = {
  readonly principal: TracePrincipal;
  readonly accessKeyId?: string;
  readonly call: string;
  readonly eventId: string;
  readonly at: Time;
  readonly sourceIp?: string;
};

/** How far CloudTrail has answered. */
export type ReadState = {
  /** Every Region up to here, but for those below. */
  readonly through?: Time;
  readonly behind: Readonly<Record<string, Behind>>;
};

export type Behind = {
  /** Nothing where the Region was never read. */
  readonly through?: Time;
  /** A stretch that is still to be read: there were more events than one reading takes. Both ends inclusive. */
  readonly hole?: { readonly from: Time; readonly to: Time };
};

export type TraceEdge = {
  readonly from: string;
  readonly to: string;
  /** `sts:AssumeRole` */
  readonly call: string;
  readonly sure: "issued" | "likely";
  readonly eventId: string;
  readonly at: Time;
};

export type Namesake = {
  readonly accessKeyId: string;
  readonly principal: TracePrincipal;
  readonly issuedAt?: Time;
  readonly seen: Time;
};

/** One call with its whole record, without passwords, secret keys and session tokens. Attackers choose much of it. */
export type RecordedCall = TrailEvent & {
  /** On whose trail it is. */
  readonly account: string;
  readonly readOnly: boolean;
  readonly sourceIp?: string;
  readonly userAgent?: string;
  readonly sourceIdentity?: string;
  readonly fromConsole: boolean;
  readonly record: Readonly<Record<string, unknown>>;
};

export const EMPTY_GRAPH: TraceGraph = {
  nodes: [],
  edges: [],
  namesakes: [],
  recent: {},
  cut: { nodes: 0, ended: 0, namesakes: 0 },
};
