// What a step does in AWS, loaded when it is first done: for steps of the administration's account, whose SDK clients few denies need.
import type { StepType } from "../steps.ts";
import type { StepKind } from "./step-kind.ts";

export type Acts<T extends StepType> = Pick<StepKind<T>, "apply" | "holds" | "effective" | "undo">;

/** What cannot be loaded rejects like a call that AWS refuses: the step has failed, and is tried again. */
export function laterActs<T extends StepType>(load: () => Promise<{ readonly acts: Acts<T> }>): Acts<T> {
  return {
    apply: async (...given) => (await load()).acts.apply(...given),
    holds: async (...given) => (await load()).acts.holds(...given),
    effective: async (...given) => (await load()).acts.effective(...given),
    undo: async (...given) => (await load()).acts.undo(...given),
  };
}
