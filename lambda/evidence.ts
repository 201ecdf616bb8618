// What CloudTrail shows, and what it is worth: the trail's events, and the proof that is made of them.
import type { Time } from "./model.ts";

/** One event of CloudTrail, as far as this project asks. Everything in it may be an attacker's words. */
export type TrailEvent = {
  readonly eventId: string;
  readonly at: Time;
  readonly region: string;
  /** `iam.amazonaws.com` */
  readonly source: string;
  readonly name: string;
  readonly accessKeyId?: string;
  readonly requestId?: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** Who called, in the most telling form that the event has: an ARN, a principal's id, a service. */
  readonly caller?: string;
  readonly identity?: TrailIdentity;
  /** What a call of STS gave out. */
  readonly issued?: IssuedCredential;
};

/** Who signed a call, as CloudTrail shows it. */
export type TrailIdentity = {
  /** `AssumedRole`, `IAMUser`, `Root`, `FederatedUser` … */
  readonly type: string;
  /** `AROA…:session`, `AIDA…`, `account:name` of a federated user. */
  readonly principalId?: string;
  readonly account?: string;
  readonly userName?: string;
  /** When the session was issued; nothing for a long-term key. */
  readonly issuedAt?: Time;
  /** The role of a session, or the user whose key asked for the token. */
  readonly issuer?: {
    readonly type: string;
    readonly principalId?: string;
    readonly account?: string;
    readonly userName?: string;
  };
  /** The metadata service of an instance gave the credential out. */
  readonly isInstance: boolean;
};

/** A temporary credential in the answer of STS that CloudTrail has kept. */
export type IssuedCredential = {
  readonly accessKeyId: string;
  /** The role that was assumed, and its session, by AWS's answer or the request that it has granted. */
  readonly role?: { readonly account: string; readonly name: string; readonly id?: string; readonly session: string };
  readonly federatedName?: string;
  /** The account whose root user a privileged task was opened for. */
  readonly rootOf?: string;
};

/** What reading CloudTrail gave, from wherever it was read. */
export type TrailReading = {
  readonly events: readonly TrailEvent[];
  /** The Regions that were read whole, up to `through`. */
  readonly regions: readonly string[];
  readonly through: Time;
  /** How far what the keys have opened was followed. */
  readonly followed?: Time;
  /** What could not be read, each with the reason: silence there proves nothing. */
  readonly gaps: readonly string[];
};

export type ProofLevel = "none" | "in-place" | "effective" | "proven" | "unproven" | "leaking";

/** One call that a credential of the incident signed after the cutoff. */
export type ObservedCall = {
  readonly eventId: string;
  readonly at: Time;
  readonly region: string;
  /** `s3:ListBuckets`, in the form of an IAM action. */
  readonly call: string;
  readonly accessKeyId: string;
  readonly outcome: CallOutcome;
  /** Refused by an explicit deny in a policy of the kind in which ours stands, and not for want of a permission. */
  readonly explicit: boolean;
};

/** `unstoppable`: no policy denies it. `uncounted`: AWS refused it before it looked at policies. */
export type CallOutcome = "denied" | "allowed" | "unstoppable" | "uncounted";

export type Proof = {
  readonly level: ProofLevel;
  /** What would have to be there for more. */
  readonly missing: readonly string[];
  /** Our write of the deny, as the trail shows it. */
  readonly ownWrite?: { readonly eventId: string; readonly at: Time };
  readonly denied: number;
  readonly unstoppable: number;
  /** Calls that should have been refused and were not, newest first; at most ten. */
  readonly allowed: readonly ObservedCall[];
  /** The last denied call: it shows that somebody tried. */
  readonly lastDenied?: ObservedCall;
  /** Up to when the trail of every Region was read. */
  readonly readThrough?: Time;
  readonly regions?: number;
  /** What CloudTrail was asked for, and the Regions that answered up to `readThrough`. */
  readonly asked?: { readonly keys: readonly string[]; readonly regions: readonly string[] };
};
