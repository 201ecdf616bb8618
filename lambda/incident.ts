// What the ledger holds: entries, and the incident that is the fold over them.
import type { Proof, ProofLevel } from "./evidence.ts";
import type { Alert, Principal, Suspect, Time, Verdict } from "./model.ts";
import type { AppliedStep, Step, StepType, Undone } from "./steps.ts";

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

export type EntryBody =
  | { readonly type: "opened"; readonly alert: Alert; readonly cutoff: Time }
  | { readonly type: "alert"; readonly alert: Alert; readonly effect: "contains-again" | "changes-nothing" }
  | {
      readonly type: "verdict";
      readonly alert: string;
      readonly verdict: Verdict;
      readonly principal?: Principal;
      /** What would be done, where it is not. */
      readonly plan?: readonly Step[];
    }
  | { readonly type: "approved"; readonly by: string; readonly reason?: string }
  | { readonly type: "rejected"; readonly by: string; readonly reason: string }
  | { readonly type: "identify-later"; readonly because: string }
  | { readonly type: "identified"; readonly principal: Suspect; readonly incident: string }
  | { readonly type: "step-applied"; readonly applied: AppliedStep; readonly why: "contain" | "repeat" | "tamper" }
  | { readonly type: "resolve-failed"; readonly error: string; readonly wayOut: string }
  | { readonly type: "step-failed"; readonly step: Step; readonly error: string; readonly wayOut: string }
  | { readonly type: "fell-back"; readonly step: Step; readonly error: string; readonly instead: StepType }
  | { readonly type: "widened"; readonly because: string }
  | { readonly type: "workloads"; readonly workloads: readonly Workload[]; readonly gaps: readonly string[] }
  | { readonly type: "tamper"; readonly step: Step; readonly because: string }
  | { readonly type: "proof"; readonly proof: Proof }
  | { readonly type: "step-undone"; readonly step: Step; readonly undone: Undone }
  | { readonly type: "step-kept"; readonly step: Step; readonly because: string }
  | { readonly type: "lifted"; readonly reason: string; readonly by?: string; readonly suppressedUntil?: Time };

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
  /** Denying one session did not do: the whole role is denied. */
  readonly widened?: true;
  /** A false alarm: its like is not acted on until then. */
  readonly suppressedUntil?: Time;
  /** What would be done, where nothing has been done. */
  readonly plan?: readonly Step[];
  readonly workloads?: readonly Workload[];
  readonly alerts: readonly Alert[];
  /** What was decided about each alert last, by the alert's key. The most that any of them asks for is what counts. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** What went wrong last, by the step's target: the error and a way out. */
  readonly failures: Readonly<Record<string, readonly string[]>>;
  readonly steps: readonly IncidentStep[];
  readonly entries: readonly Entry[];
};
