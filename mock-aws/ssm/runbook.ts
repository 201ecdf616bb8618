// An Automation document as it is understood: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html
export type ParameterType = "String" | "StringList" | "Boolean" | "Integer";

/** What a parameter may hold; an output of a step may also be an object. */
export type Value = unknown;

export type Parameter = {
  readonly type: ParameterType;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly allowedValues?: readonly unknown[] | undefined;
  readonly allowedPattern?: string | undefined;
  readonly minChars?: number | undefined;
  readonly maxChars?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
};

export type Output = { readonly Name: string; readonly Selector: string; readonly Type: string };

export type Step = {
  readonly name: string;
  readonly action: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: readonly Output[];
  readonly nextStep?: string | undefined;
  readonly isEnd: boolean;
  readonly isCritical?: boolean | undefined;
  /** `Abort`, `Continue` or `step:<name>` */
  readonly onFailure: string;
  readonly timeoutSeconds?: number | undefined;
  readonly maxAttempts: number;
};

export type Runbook = {
  readonly description?: string | undefined;
  /** The ARN of a role, or a reference to the parameter that has it; without one the caller's own permissions count. */
  readonly assumeRole?: string | undefined;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly steps: readonly Step[];
  /** `step.output` */
  readonly outputs: readonly string[];
};

export function stepNamed({ steps }: Runbook, name: string): Step | undefined {
  return steps.find((step) => step.name === name);
}

/** Where a step goes when it has succeeded and chooses nothing itself. */
export function stepAfter({ steps }: Runbook, step: Step): string | undefined {
  if (step.isEnd) return undefined;
  return step.nextStep ?? steps[steps.indexOf(step) + 1]?.name;
}
