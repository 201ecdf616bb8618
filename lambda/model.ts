// The words of the project as types: from an alert to an incident. Plain data, fit for the ledger as it is.

/** ISO 8601 in UTC, as `2026-03-01T09:00:30.000Z` or without the fraction. */
export type Time = string;

// --- alert -----------------------------------------------------------------------------------------------------------

/** What a source says: this credential may have leaked. */
export type Alert = {
  readonly source: "guardduty";
  /** The source's id of the finding. Not of the credential: GuardDuty keeps one id while the details change. */
  readonly id: string;
  readonly type: string;
  readonly title: string;
  /** As the source counts it; GuardDuty: 0.1–10. */
  readonly severity?: number;
  readonly account: string;
  readonly region: string;
  /** `AKIA…` or `ASIA…`; sources leave it out at times. */
  readonly accessKeyId?: string;
  readonly principal: Suspect;
  readonly sample: boolean;
  readonly firstSeen?: Time;
  /** When the source last saw the credential misused; the time of the alert where it does not say. */
  readonly lastSeen: Time;
};

/** Whose credential it is, as far as an alert says. Nothing of it is proven. */
export type Suspect =
  | { readonly kind: "role"; readonly name: string; readonly id?: string; readonly session?: string }
  | { readonly kind: "user"; readonly name: string; readonly id?: string }
  | { readonly kind: "federated-user"; readonly name: string }
  | { readonly kind: "root" }
  | { readonly kind: "aws-service"; readonly name: string }
  | { readonly kind: "unknown"; readonly said: string };

// --- principal -------------------------------------------------------------------------------------------------------

/** A role as AWS shows it before we touch it. */
export type RolePrincipal = {
  readonly kind: "role";
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  /** `AROA…` */
  readonly id: string;
  readonly path: string;
  readonly session?: string;
  /** The text of its inline policy AWSRevokeOlderSessions; null where it has none. */
  readonly olderSessionsPolicy: string | null;
};

export type Principal = RolePrincipal;

/** What became of looking for the principal: found, or why it cannot be acted on. */
export type Resolution =
  | { readonly found: true; readonly principal: Principal }
  | { readonly found: false; readonly because: string };

// --- verdict ---------------------------------------------------------------------------------------------------------

export type Verdict =
  | { readonly type: "contain" }
  | { readonly type: "ask"; readonly because: readonly string[] }
  | { readonly type: "refuse"; readonly because: readonly string[] };

// --- steps -----------------------------------------------------------------------------------------------------------

/** Refuse every session of the role that was issued before the cutoff. */
export type DenyRoleSessions = {
  readonly type: "deny-role-sessions";
  readonly account: string;
  readonly roleName: string;
  readonly roleArn: string;
  readonly roleId: string;
  /** Sessions issued before this are denied; whole seconds. */
  readonly cutoff: Time;
};

export type Step = DenyRoleSessions;
export type StepType = Step["type"];
export type StepOf<T extends StepType> = Extract<Step, { readonly type: T }>;

/** A step in place, with what undoing it needs. */
export type AppliedStep<S extends Step = Step> = {
  readonly step: S;
  /** What was there before; null where nothing was. */
  readonly before: string | null;
  /** What is there now. */
  readonly wrote: string;
  /** False where it held already and nothing was written. */
  readonly changed: boolean;
  /** AWS's id of the write: the trail shows it too. */
  readonly requestId?: string;
};

export type Holding = { readonly holds: true } | { readonly holds: false; readonly because: string };

/** `restored`: as it was before. `gone`: somebody removed it first. `left`: somebody else's work stands there now. */
export type Undone = { readonly outcome: "restored" | "gone" | "left"; readonly note: string };

// --- trail ---------------------------------------------------------------------------------------------------------------

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
};

/** What reading CloudTrail gave, from wherever it was read. */
export type TrailReading = {
  readonly events: readonly TrailEvent[];
  /** The Regions that were read whole, up to `through`. */
  readonly regions: readonly string[];
  readonly through: Time;
  /** What could not be read, each with the reason: silence there proves nothing. */
  readonly gaps: readonly string[];
};

// --- proof -----------------------------------------------------------------------------------------------------------

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
  /** Refused by an explicit deny of an identity-based policy, as ours is, and not for want of a permission. */
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
};

// --- entries and incidents -------------------------------------------------------------------------------------------

export type EntryBody =
  | { readonly type: "opened"; readonly alert: Alert; readonly cutoff: Time }
  | { readonly type: "alert"; readonly alert: Alert; readonly effect: "contains-again" | "changes-nothing" }
  | { readonly type: "verdict"; readonly alert: string; readonly verdict: Verdict; readonly principal?: Principal }
  | { readonly type: "step-applied"; readonly applied: AppliedStep; readonly why: "contain" | "repeat" | "tamper" }
  | { readonly type: "resolve-failed"; readonly error: string; readonly wayOut: string }
  | { readonly type: "step-failed"; readonly step: Step; readonly error: string; readonly wayOut: string }
  | { readonly type: "tamper"; readonly step: Step; readonly because: string }
  | { readonly type: "proof"; readonly proof: Proof }
  | { readonly type: "step-undone"; readonly step: Step; readonly undone: Undone }
  | { readonly type: "lifted"; readonly reason: string };

/** One line of the record; `seq` counts from 1 within its incident. */
export type Entry = EntryBody & { readonly seq: number; readonly at: Time };

export type IncidentStatus = "awaiting-approval" | "refused" | "containing" | "contained" | "lifted" | "failed";

export type IncidentStep = {
  readonly type: StepType;
  readonly status: "applied" | "failed" | "undone";
  readonly step: Step;
  /** What was there before the first application: what undoing restores. */
  readonly before: string | null;
  readonly wrote: string;
  readonly appliedAt: Time;
  readonly requestIds: readonly string[];
};

/** Everything about one principal's leak: the fold over its entries. */
export type Incident = {
  readonly id: string;
  readonly account: string;
  readonly principal: Suspect | Principal;
  readonly status: IncidentStatus;
  readonly proof: ProofLevel;
  /** The last proof in full. */
  readonly evidence?: Proof;
  readonly because: readonly string[];
  readonly cutoff: Time;
  readonly openedAt: Time;
  readonly containedAt?: Time;
  readonly liftedAt?: Time;
  readonly alerts: readonly Alert[];
  /** What was decided about each alert last, by the alert's key. The most that any of them asks for is what counts. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly steps: readonly IncidentStep[];
  readonly entries: readonly Entry[];
};
