// What the ledger holds: entries, and the incident that is the fold over them.
import type { Proof, ProofLevel } from "./evidence.ts";
import type { Alert, Principal, Suspect, Time, Verdict } from "./model.ts";
import type { IncidentResidual } from "./residual/incident-residual.ts";
import type { AppliedStep, FailedStep, Step, StepType, Undone } from "./steps.ts";
import type { Tool } from "./tamper/tools.ts";
import type { NodeForm, Sureness, TracePrincipal } from "./trace/graph.ts";
import type { LookedAt, WayIn, WaysInAt } from "./ways-in/way-in.ts";

/** Whose word it was: the ARN that AWS gave for a person, or a sentence where a rule spoke. */
export type Word = { readonly by: string; readonly at: Time };

/** Where denied credentials are still in use, and the command that gives fresh ones. */
export type Workload = {
  readonly kind: "instance" | "function";
  /** An instance's id, a function's name. */
  readonly id: string;
  readonly region: string;
  readonly refresh: string;
};

/** A credential that the trace has found: who, opened by whom, when and where, and until when it is good. */
export type TracedSession = {
  /** Of the trace's graph; `parent` is the node that opened it. */
  readonly node: string;
  readonly parent?: string;
  /** `likely` ones are for a person to decide: nothing is done about them. */
  readonly how: Sureness;
  readonly form: NodeForm;
  readonly principal: TracePrincipal;
  readonly accessKeyId?: string;
  readonly issuedAt?: Time;
  /** Where that is not known: from when its calls count as the incident's. */
  readonly since?: Time;
  readonly expiresAt?: Time;
  readonly region?: string;
};

/** Who undid a step, as CloudTrail shows it. */
export type Tampering = {
  readonly step: StepType;
  /** What the step changes: two steps of one target are one change. */
  readonly target: string;
  readonly event: string;
  /** When it was called. */
  readonly calledAt: Time;
  /** `iam:DeleteRolePolicy` */
  readonly call: string;
  readonly account: string;
  readonly region: string;
  /** An ARN as a rule. */
  readonly by: string;
  /** `intruder`: with a credential of the incident. `tool`: the caller says so himself, or AWS does; a hint. */
  readonly who: "intruder" | "tool" | "other";
  readonly principal?: Suspect;
  readonly accessKeyId?: string;
  readonly issuedAt?: Time;
  readonly sourceIp?: string;
  /** The caller's words. */
  readonly userAgent?: string;
  /** When the tool will undo it again, and how to tell it. */
  readonly tool?: Tool;
};

/** While an incident's roles are held: since when, why, and up to which time their cutoffs were moved last. */
export type Held = {
  readonly since: Time;
  readonly because: readonly string[];
  readonly releasedAt?: Time;
};

/** What people are told of an incident. */
export type News =
  | "contained"
  | "awaiting-approval"
  | "leaking"
  | "failed"
  | "refused"
  | "unproven"
  | "proven"
  | "undone"
  | "held"
  | "lifted";

/** That the incident is, or was, where people are told of it. */
export type Standing = {
  /** The number of the entry that brought it there last. */
  readonly entry: number;
  readonly since: Time;
  /** It is there no more. */
  readonly over?: true;
  /** The entry that the last message about it has told, and when. */
  readonly told?: number;
  readonly toldAt?: Time;
};

export type EntryBody =
  | { readonly type: "opened"; readonly alert: Alert; readonly cutoff: Time }
  | { readonly type: "alert"; readonly alert: Alert; readonly effect: "contains-again" | "changes-nothing" }
  | {
      readonly type: "verdict";
      readonly alert: string;
      readonly verdict: Verdict;
      readonly principal?: Principal;
      /** Nothing of ours had touched the principal when it was read: what it was then is what a lift goes back to. */
      readonly untouched?: true;
      /** What would be done, where it is not. */
      readonly plan?: readonly Step[];
      /** What is about to be done: the record is not whole before it says what became of each. */
      readonly intended?: readonly Step[];
    }
  | { readonly type: "approved"; readonly by: string; readonly reason?: string }
  | { readonly type: "rejected"; readonly by: string; readonly reason: string }
  | { readonly type: "identify-later"; readonly because: string }
  | { readonly type: "identified"; readonly principal: Suspect; readonly incident: string }
  | {
      readonly type: "step-applied";
      readonly applied: AppliedStep;
      readonly why: "contain" | "repeat" | "tamper" | "hold";
    }
  | { readonly type: "resolve-failed"; readonly error: string; readonly wayOut: string }
  | ({ readonly type: "step-failed" } & FailedStep)
  | { readonly type: "fell-back"; readonly step: Step; readonly error: string; readonly instead: StepType }
  | { readonly type: "widened"; readonly because: string }
  /** `walked`: from the trail itself; without it, from what was heard. */
  | { readonly type: "traced"; readonly sessions: readonly TracedSession[]; readonly walked?: true }
  | { readonly type: "residual"; readonly residual: IncidentResidual }
  | {
      readonly type: "workloads";
      readonly workloads: readonly Workload[];
      readonly gaps: readonly string[];
      /** They were asked for this session alone. */
      readonly session?: string;
    }
  | {
      readonly type: "ways-in";
      readonly ways: readonly WayIn[];
      readonly gaps: readonly string[];
      readonly roles: readonly LookedAt[];
      /** AWS did not answer all that it was asked. */
      readonly incomplete?: true;
    }
  | { readonly type: "tamper"; readonly step: Step; readonly because: string }
  | ({ readonly type: "tampered-by" } & Tampering)
  /** The step was undone too often: a person is needed, and it is not put back before `until`. */
  | {
      readonly type: "paged";
      readonly step: Step;
      readonly error: string;
      readonly wayOut: string;
      readonly until: Time;
    }
  /** The incident's roles are held from now on: nobody works in them. */
  | { readonly type: "held"; readonly because: readonly string[] }
  /** About to move every cutoff of the incident to this time, and to take these steps. */
  | { readonly type: "moving"; readonly cutoff: Time; readonly intended?: readonly Step[] }
  | { readonly type: "released"; readonly because: string }
  | { readonly type: "proof"; readonly proof: Proof }
  | { readonly type: "step-undone"; readonly step: Step; readonly undone: Undone }
  | { readonly type: "step-kept"; readonly step: Step; readonly because: string }
  | { readonly type: "lifted"; readonly reason: string; readonly by?: string; readonly suppressedUntil?: Time }
  /** A message has gone out about the incident as it stood after the entry `upTo`. */
  | {
      readonly type: "told";
      readonly message: string;
      readonly news: readonly News[];
      readonly upTo: number;
      /** It has not: for a day it could not be sent. */
      readonly gaveUp?: true;
    };

/** One line of the record; `seq` counts from 1 within its incident. `hash` is over it and all before it, once it is stored. */
export type Entry = EntryBody & { readonly seq: number; readonly at: Time; readonly hash?: string };

export type IncidentStatus = "awaiting-approval" | "refused" | "containing" | "contained" | "lifted" | "failed";

export type IncidentStep = {
  readonly type: StepType;
  /** `kept`: the incident was lifted, and this stays until a person undoes it. */
  readonly status: "applied" | "undone" | "kept";
  readonly step: Step;
  /** What was there before the first application: what undoing restores. */
  readonly before: string | null;
  readonly wrote: string;
  readonly appliedAt: Time;
  readonly requestIds: readonly string[];
  /** How many ids there are, where the latest alone are given. */
  readonly requests?: number;
};

/** Everything about one principal's leak: the fold over its entries. */
export type Incident = {
  readonly id: string;
  /** `unknown` where nobody could say whose credential it is. */
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
  /** Since when a person is asked. */
  readonly askedAt?: Time;
  readonly approved?: Word;
  /** Who has undone steps. */
  readonly tampering?: readonly Tampering[];
  /** Steps that are not put back before this time, by their target. */
  readonly paged?: Readonly<Record<string, Time>>;
  /** The last time that the incident's roles were held, or are. */
  readonly held?: Held;
  /** Where every cutoff of the incident should be; missing where they were never moved together. */
  readonly movedTo?: Time;
  /** Denying one session did not do: the whole role is denied. */
  readonly widened?: true;
  /** A false alarm: its like is not acted on until then. */
  readonly suppressedUntil?: Time;
  /** What would be done, where nothing has been done. */
  readonly plan?: readonly Step[];
  /** Steps that were begun, and of which the record does not say what became: the record of them was lost in a crash. */
  readonly pending: readonly Step[];
  readonly workloads?: readonly Workload[];
  /** Who can open new sessions of the contained roles, as it was when somebody last looked. */
  readonly waysIn?: WaysInAt;
  /** What the trace has found. */
  readonly sessions?: readonly TracedSession[];
  /** The trail was read for it at least once. */
  readonly walked?: true;
  /** What the deny does not end, by the intruder's calls; missing until they were read. */
  readonly residual?: IncidentResidual;
  readonly alerts: readonly Alert[];
  /** What was decided about each alert last, by the alert's key. The most that any of them asks for is what counts. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** The keys of the alerts about somebody who was found since, and about whom a person is asked. */
  readonly asked?: readonly string[];
  /** What went wrong last, by the step's target: the error and a way out. */
  readonly failures: Readonly<Record<string, readonly string[]>>;
  readonly steps: readonly IncidentStep[];
  /** What there is to tell people, and what they were told. */
  readonly news?: Readonly<Partial<Record<News, Standing>>>;
  readonly entries: readonly Entry[];
};

/** The steps that should hold. */
export function inForce({ steps }: Pick<Incident, "steps">): readonly IncidentStep[] {
  return steps.filter(({ status }) => status === "applied");
}
