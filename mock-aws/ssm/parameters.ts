// The values that an execution is started with, against what its document says of them.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
import { AwsError } from "../aws-error.ts";
import type { Parameter, Runbook } from "./runbook.ts";

type Sent = Readonly<Record<string, readonly string[]>>;

/** Values by their types. Throws InvalidAutomationExecutionParametersException: nothing runs then. */
export function readParameters({ parameters }: Runbook, sent: Sent): ReadonlyMap<string, unknown> {
  const unknown = Object.keys(sent).find((name) => !parameters.has(name));
  if (unknown !== undefined) throw invalid(`Parameter ${unknown} is not defined in the document.`);
  return new Map([...parameters].map(([name, parameter]) => [name, readValue(name, parameter, sent[name])]));
}

/** A default is the author's own: AWS's documents have defaults that their patterns would refuse. */
function readValue(name: string, parameter: Parameter, given: readonly string[] | undefined): unknown {
  if (given === undefined) {
    if (parameter.default === undefined) throw invalid(`Parameter ${name} is required.`);
    return parameter.default;
  }
  const value = typed(name, parameter, given);
  const problem = check(parameter, value);
  if (problem !== undefined) throw invalid(`Parameter ${name} ${problem}.`);
  return value;
}

function typed(name: string, { type }: Parameter, given: readonly string[]): unknown {
  if (type === "StringList") return given;
  const [only] = given;
  if (given.length !== 1 || only === undefined) throw invalid(`Parameter ${name} takes one value of type ${type}.`);
  if (type === "String") return only;
  const isWritten = type === "Boolean" ? /^(true|false)$/i.test(only) : /^-?\d{1,15}$/.test(only);
  if (!isWritten) throw invalid(`Parameter ${name} is not of type ${type}.`);
  return JSON.parse(only.toLowerCase());
}

/** What is wrong with the value; never the value itself. */
export function check(parameter: Parameter, value: unknown): string | undefined {
  const items = Array.isArray(value) ? value : [value];
  const {
    minItems,
    maxItems,
    allowedValues,
    allowedPattern,
    minChars = 0,
    maxChars = Number.MAX_SAFE_INTEGER,
  } = parameter;
  if (Array.isArray(value) && (value.length < (minItems ?? 0) || value.length > (maxItems ?? value.length))) {
    return "has too few or too many items";
  }
  if (allowedValues && !items.every((item) => allowedValues.includes(item))) return "is not one of the allowed values";
  const texts = items.filter((item) => typeof item === "string").map((item) => String(item));
  // Whole characters: `u` counts as RE2 does.
  const pattern = allowedPattern === undefined ? undefined : new RegExp(allowedPattern, "u");
  if (!texts.every((one) => pattern?.test(one) ?? true)) return `does not match the allowed pattern ${allowedPattern}`;
  const lengths = texts.map((one) => [...one].length);
  return lengths.every((length) => length >= minChars && length <= maxChars) ? undefined : "is too short or too long";
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidAutomationExecutionParametersException", message);
}
