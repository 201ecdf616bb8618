// A document's text to what Automation runs; whatever is not sure to run is refused when the document is created.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { ACTIONS, NOT_HERE } from "./actions/index.ts";
import { checkSteps } from "./check-steps.ts";
import type { Runbook } from "./runbook.ts";

const count = z.int().min(0).optional();

const parameter = z.strictObject({
  type: z.enum(["String", "StringList", "Boolean", "Integer"]),
  description: z.string().optional(),
  default: z.unknown().optional(),
  allowedValues: z.array(z.unknown()).min(1).optional(),
  allowedPattern: z.string().refine(isRe2, "is no pattern that RE2 knows").optional(),
  displayType: z.enum(["textfield", "textarea"]).optional(),
  minChars: count,
  maxChars: count,
  minItems: count,
  maxItems: count,
});

const output = z.strictObject({
  Name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
  Selector: z.string(),
  Type: z.enum(["String", "Integer", "Boolean", "StringList", "StringMap", "MapList"]).default("String"),
});

const step = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
  action: z.string(),
  description: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.array(output).default([]),
  nextStep: z.string().optional(),
  isEnd: z.boolean().default(false),
  isCritical: z.boolean().optional(),
  onFailure: z
    .string()
    .regex(/^(Abort|Continue|step:.+)$/)
    .default("Abort"),
  timeoutSeconds: z.int().min(1).optional(),
  maxAttempts: z.int().min(1).default(1),
});

const content = z.strictObject({
  schemaVersion: z.literal("0.3"),
  description: z.string().optional(),
  assumeRole: z.string().optional(),
  parameters: z.record(z.string().regex(/^[a-zA-Z0-9_-]+$/), parameter).default({}),
  mainSteps: z.array(step).min(1).max(100),
  outputs: z.array(z.string()).default([]),
});

/** Throws InvalidDocumentContent, or NotImplementedError for what AWS would run and the local AWS does not. */
export function readRunbook(text: string): Runbook {
  const raw = parse(text);
  refuseWhatIsNotHere(raw);
  const parsed = content.safeParse(raw);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const { description, assumeRole, parameters, mainSteps, outputs } = parsed.data;
  const runbook: Runbook = {
    description,
    assumeRole: assumeRole === "" ? undefined : assumeRole,
    parameters: new Map(Object.entries(parameters)),
    steps: mainSteps,
    outputs,
  };
  const problem = checkSteps(runbook);
  if (problem !== undefined) throw invalid(problem);
  return runbook;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("The document is not valid JSON.");
  }
}

/** Known to AWS, and more than what runs here. */
function refuseWhatIsNotHere(raw: unknown): void {
  const { files, variables, parameters = {}, mainSteps = [] } = Object(raw);
  if (files !== undefined || variables !== undefined)
    throw new NotImplementedError("files and variables of a document");
  for (const { type } of Object.values(Object(parameters)).map(Object)) {
    if (/^(StringMap|MapList|(List<)?AWS::.*)$/.test(String(type))) {
      throw new NotImplementedError(`parameters of type ${type}`);
    }
  }
  for (const { action, onCancel } of Array.isArray(mainSteps) ? mainSteps.map(Object) : []) {
    if (NOT_HERE.has(String(action))) throw new NotImplementedError(`the action ${action}`);
    if (ACTIONS.has(String(action)) && onCancel !== undefined) throw new NotImplementedError("onCancel of a step");
  }
}

/** "The allowedPattern field supports the RE2 regex syntax": no lookaround, no back references, repetitions up to 1000. */
function isRe2(pattern: string): boolean {
  const repetitions = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, least, most]) => [least, most]);
  if (/\(\?[=!]|\(\?<[=!]|\\[1-9]/.test(pattern) || repetitions.some((times) => Number(times) > 1000)) return false;
  try {
    return new RegExp(pattern, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidDocumentContent", message);
}
