// JSONPath as outputs of steps use it: `$.Payload.verdict.type`, `$.Images[0].ImageId`.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html#automation-action-json-path
import { AwsError, NotImplementedError } from "../aws-error.ts";

const PART = /\.([A-Za-z_][\w-]*)|\[(\d+)\]/y;

/** Throws where it is no path, or one with the deep scan, which is not here. */
export function readSelector(selector: string): readonly string[] {
  if (selector.includes("..")) throw new NotImplementedError(`the deep scan of a Selector: ${selector}`);
  const parts: string[] = [];
  PART.lastIndex = 1;
  while (selector.startsWith("$") && PART.lastIndex < selector.length) {
    const [, name, index] = PART.exec(selector) ?? [];
    if (name === undefined && index === undefined) break;
    parts.push(name ?? index ?? "");
    if (PART.lastIndex === selector.length) return parts;
  }
  throw new AwsError("InvalidDocumentContent", `The Selector ${selector} is not a valid JSONPath expression.`);
}

/** Undefined where there is nothing: AWS's own example goes on with an output that is not there. */
export function select(value: unknown, selector: string): unknown {
  return readSelector(selector).reduce<unknown>(
    (at, part) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, part) ? Reflect.get(at, part) : undefined,
    value,
  );
}
