// Whether the parts of a document fit together: names, references, ways from step to step, defaults.
import { ACTIONS } from "./actions/index.ts";
import { check } from "./parameters.ts";
import { referencesIn } from "./references.ts";
import { type Parameter, type Runbook, type Step, stepAfter, stepNamed } from "./runbook.ts";
import { readSelector } from "./selector.ts";

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html */
const SYSTEM_VARIABLES = [
  "global:ACCOUNT_ID",
  "global:DATE",
  "global:DATE_TIME",
  "global:REGION",
  "automation:EXECUTION_ID",
] as const;

/** What is wrong first, in words; undefined where all is well. Throws for a Selector that cannot be read. */
export function checkSteps(runbook: Runbook): string | undefined {
  const { steps, parameters, assumeRole, outputs } = runbook;
  const twice = steps.find(({ name }, index) => steps.findIndex((step) => step.name === name) !== index);
  if (twice) return `The step name ${twice.name} is not unique.`;
  const wrongDefault = [...parameters].find(([, parameter]) => !fitsType(parameter));
  if (wrongDefault) return `The default of the parameter ${wrongDefault[0]} is not of its type.`;
  if (assumeRole !== undefined && !isRole(runbook, assumeRole)) {
    return "assumeRole must be the ARN of a role or a reference to a parameter.";
  }
  for (const step of steps) {
    const problem = checkStep(runbook, step);
    if (problem !== undefined) return problem;
  }
  const output = outputs.find((reference) => !isOutput(runbook, reference));
  if (output !== undefined) return `The output ${output} is of no step.`;
  return circleIn(runbook);
}

function checkStep(runbook: Runbook, step: Step): string | undefined {
  const { name, action: wanted, inputs, outputs } = step;
  const action = ACTIONS.get(wanted);
  if (!action) return `The step ${name} has an unsupported action: ${wanted}.`;
  const written = action.written.safeParse(inputs);
  if (!written.success) return `The inputs of the step ${name} are not those of ${wanted}: ${written.error.message}`;
  if (outputs.length > 0 && !action.mayDefineOutputs) return `The step ${name} cannot define outputs: ${wanted}.`;
  for (const { Selector } of outputs) readSelector(Selector);
  const target = waysFrom(runbook, step).find((one) => stepNamed(runbook, one) === undefined);
  if (target !== undefined) return `The step ${name} leads to ${target}, which is no step.`;
  const unknown = referencesIn(inputs).find((reference) => !isKnown(runbook, reference));
  return unknown === undefined ? undefined : `The step ${name} refers to {{ ${unknown} }}, which is not defined.`;
}

function isKnown(runbook: Runbook, reference: string): boolean {
  if (SYSTEM_VARIABLES.some((name) => name === reference)) return true;
  return runbook.parameters.has(reference) || isOutput(runbook, reference);
}

function isOutput(runbook: Runbook, reference: string): boolean {
  const [name = "", output = "", ...more] = reference.split(".");
  const step = stepNamed(runbook, name);
  if (!step || more.length > 0) return false;
  return outputsOf(step).includes(output);
}

function outputsOf({ action, outputs }: Step): readonly string[] {
  return [...(ACTIONS.get(action)?.outputs ?? []), ...outputs.map(({ Name }) => Name)];
}

function isRole({ parameters }: Runbook, assumeRole: string): boolean {
  const [reference] = referencesIn(assumeRole);
  if (reference === undefined) return /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(assumeRole);
  return parameters.has(reference) && /^\{\{[^{}]+\}\}$/.test(assumeRole);
}

function fitsType({ type, default: value, ...limits }: Parameter): boolean {
  if (value === undefined) return true;
  if (type === "StringList") return Array.isArray(value) && value.every((item) => typeof item === "string");
  if (type === "Integer") return Number.isInteger(value);
  if (typeof value !== (type === "Boolean" ? "boolean" : "string")) return false;
  return (
    limits.allowedValues === undefined || check({ type, allowedValues: limits.allowedValues }, value) === undefined
  );
}

function waysFrom(runbook: Runbook, step: Step): readonly string[] {
  const [, onFailure] = /^step:(.+)$/.exec(step.onFailure) ?? [];
  const following = stepAfter(runbook, step);
  const chosen = ACTIONS.get(step.action)?.choices?.(step.inputs) ?? [];
  return [...chosen, ...[following, onFailure, step.nextStep].filter((name) => name !== undefined)];
}

/** "The system verifies that the runbook doesn't create an infinite loop." */
function circleIn(runbook: Runbook): string | undefined {
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): string | undefined => {
    if (path.includes(name)) return `The steps form an infinite loop: ${[...path, name].join(" -> ")}`;
    const step = done.has(name) ? undefined : stepNamed(runbook, name);
    if (!step) return undefined;
    for (const next of waysFrom(runbook, step)) {
      const circle = visit(next, [...path, name]);
      if (circle !== undefined) return circle;
    }
    done.add(name);
    return undefined;
  };
  return visit(runbook.steps[0]?.name ?? "", []);
}
