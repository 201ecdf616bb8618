// What every kind of step says of itself: what it takes, how it is applied, whether it holds, how it is undone.
import type { Aws } from "../aws.ts";
import type { Principal, Time } from "../model.ts";
import type { AppliedStep, Holding, Step, StepOf, StepType, Undone } from "../steps.ts";

/** `aws` is always the step's own account. */
export type StepKind<T extends StepType> = {
  /** The IAM actions that it takes: the deployed role's policy is made of them. */
  readonly permissions: readonly string[];
  /** The names that CloudTrail gives its writes. */
  readonly recordedAs: readonly string[];
  /**
   * How long after its cutoff nothing is left for it to deny; missing: only a person's word lifts it. A step without a cutoff
   * of its own goes with the incident's others.
   */
  readonly inertAfterSeconds?: number | ((step: StepOf<T>) => number);
  /** What was there before cannot be told once the step is taken: the ledger hears of it first. */
  readonly recordFirst?: true;
  /** What a principal's state, as it was just read, says of the step's place: it spares `apply` a reading of its own. */
  foundIn?(principal: Principal): string | null | undefined;
  /**
   * Makes the change; doing it twice is doing it once. `found` is the state as it was just read, so that the first attempt
   * needs no reading of its own.
   */
  apply(aws: Aws, step: StepOf<T>, found?: string | null): Promise<AppliedStep<StepOf<T>>>;
  /** What to do instead where AWS says that there is no room for it (`LimitExceeded`). */
  fallback?(step: StepOf<T>): Step;
  /** Whether what the step did is still in force. */
  holds(aws: Aws, step: StepOf<T>): Promise<Holding>;
  /** Whether AWS finds it denying what it should and nothing else: its policy simulator, where it can be asked. */
  effective(aws: Aws, step: StepOf<T>): Promise<Holding>;
  /** Takes back what was applied and nothing else; doing it twice is doing it once. */
  undo(aws: Aws, step: StepOf<T>, applied: { readonly before: string | null; readonly wrote: string }): Promise<Undone>;
  /**
   * What was there before the step, where the record of taking it was lost, in a crash say. `found` is what the step found
   * when it was taken again; `first` the principal as the incident has it on record.
   */
  beforeOurs?(step: StepOf<T>, found: string | null, first: Principal | undefined): string | null;
  /** Up to when sessions are denied by what stands there; for whoever decides without the ledger. */
  standing?(step: StepOf<T>, found: string | null): Time | undefined;
};
