// What every kind of step says of itself: what it takes, how it is applied, whether it holds, how it is undone.
import type { Aws } from "../aws.ts";
import type { AppliedStep, Holding, StepOf, StepType, Undone } from "../model.ts";

export type StepKind<T extends StepType> = {
  /** The IAM actions that it takes: the deployed role's policy is made of them. */
  readonly permissions: readonly string[];
  /**
   * Makes the change; doing it twice is doing it once. `found` is the state as it was just read, so that the first attempt
   * needs no reading of its own.
   */
  apply(aws: Aws, step: StepOf<T>, found?: string | null): Promise<AppliedStep<StepOf<T>>>;
  /** Whether what the step did is still in force. */
  holds(aws: Aws, step: StepOf<T>): Promise<Holding>;
  /** Whether AWS's policy simulator finds it denying what it should, and nothing else. */
  effective(aws: Aws, step: StepOf<T>): Promise<Holding>;
  /** Takes back what was applied and nothing else; doing it twice is doing it once. */
  undo(aws: Aws, step: StepOf<T>, applied: { readonly before: string | null; readonly wrote: string }): Promise<Undone>;
};
