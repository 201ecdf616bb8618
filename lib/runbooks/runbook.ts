// What a runbook is: an Automation document as data. https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html

export type Parameter = {
  readonly type: "String" | "StringList";
  readonly description: string;
  readonly default?: string | readonly string[];
  /** In the syntax of RE2. */
  readonly allowedPattern?: string;
  readonly allowedValues?: readonly string[];
  readonly minChars?: number;
  readonly maxChars?: number;
  readonly maxItems?: number;
};

export type Step = {
  readonly name: string;
  readonly action: string;
  readonly description?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly { readonly Name: string; readonly Selector: string; readonly Type: string }[];
  readonly nextStep?: string;
  readonly isEnd?: true;
  readonly onFailure?: "Abort";
  readonly timeoutSeconds?: number;
};

/** The responder's function, and the role that may call it and nothing else. */
export type Place = { readonly functionArn: string; readonly roleArn: string };

export type Runbook = {
  readonly name: string;
  /** Markdown: the console shows it to whoever is about to start. */
  readonly description: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly steps: (place: Place) => readonly Step[];
  /** `step.output` */
  readonly outputs: readonly string[];
};

export function contentOf({ description, parameters, steps, outputs }: Runbook, place: Place) {
  return {
    schemaVersion: "0.3",
    description,
    assumeRole: place.roleArn,
    parameters,
    mainSteps: steps(place),
    outputs,
  };
}
