// What an action of Automation is: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
import type { z } from "zod";
import type { World } from "../../world.ts";
import type { Execution, StepRun } from "../executions.ts";

export type Result =
  /** `next`: the step that it chose. `response` is what Selectors read. */
  | { readonly outcome: "success"; readonly response?: Readonly<Record<string, unknown>>; readonly next?: string }
  | { readonly outcome: "failed" | "timed-out"; readonly message: string }
  /** Nothing more until then, unless somebody settles it before. */
  | { readonly outcome: "waiting"; readonly seconds: number; readonly after: Result };

export type Doing = { readonly world: World; readonly execution: Execution; readonly run: StepRun };

export type Action<Inputs = unknown> = {
  /** As the document writes them, references and all. */
  readonly written: z.ZodType;
  /** The same with every reference resolved. */
  readonly inputs: z.ZodType<Inputs>;
  /** Outputs that the step has without being told. */
  readonly outputs: readonly string[];
  /** Whether the document may define outputs of its own. */
  readonly mayDefineOutputs?: boolean;
  /** A reference to what has no value is as good as an empty text. */
  readonly takesAbsent?: boolean;
  /** Steps that it may choose. */
  choices?(written: Readonly<Record<string, unknown>>): readonly string[];
  run(inputs: Inputs, doing: Doing): Result | Promise<Result>;
};

export function action<Inputs>(definition: Action<Inputs>): Action {
  return definition as unknown as Action; // Erased: a step parses with `inputs` before it runs.
}
