// One line of a Condition block, compiled: operator, key and the policy's values.
import type { ValueTest } from "./condition/comparison.ts";

export type NullCondition = {
  readonly type: "null";
  readonly operator: string;
  readonly key: string;
  readonly name: string;
  /** Whether absence satisfies it, and whether presence does. */
  readonly absent: boolean;
  readonly present: boolean;
};

export type ComparisonCondition = {
  readonly type: "comparison";
  readonly operator: string;
  /** Lower-cased: keys are compared without regard to case. */
  readonly key: string;
  /** As the policy writes it. */
  readonly name: string;
  readonly quantifier: "single" | "all" | "any";
  readonly ifExists: boolean;
  readonly negated: boolean;
  readonly tests: readonly ValueTest[];
};

export type Condition = NullCondition | ComparisonCondition;
