// What PutTargets refuses of the input that a target is to get.
import { AwsError } from "../aws-error.ts";
import type { InputTransformer, Target } from "./buses.ts";
import { fill, isJson, isSendable, readTemplate, variablesOf } from "./input-template.ts";
import { readPath } from "./json-path.ts";
import { RESERVED } from "./target-input.ts";

/** Throws ValidationException. */
export function checkInput({ Id, Input, InputPath, InputTransformer }: Target): void {
  if ([Input, InputPath, InputTransformer].filter((one) => one !== undefined).length > 1) {
    refuse(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (Input !== undefined && !isJson(Input)) refuse(`JSON syntax error in input for target ${Id}`);
  if (InputPath !== undefined && !readPath(InputPath)) refuse(`Invalid InputPath for target ${Id}.`);
  if (InputTransformer) checkTransformer(Id, InputTransformer);
}

/** "There is no validation when creating JSON path": one that is none would never fill its variable, and is refused here. */
function checkTransformer(id: string, { InputPathsMap = {}, InputTemplate }: InputTransformer): void {
  for (const [name, path] of Object.entries(InputPathsMap)) {
    if (/^aws/i.test(name)) refuse(`InputPathsMap for target ${id} contains the reserved name ${name}.`);
    if (!readPath(path)) refuse(`Invalid InputPath for target ${id}.`);
  }
  const template = readTemplate(InputTemplate);
  for (const name of variablesOf(template)) {
    if (Object.hasOwn(InputPathsMap, name) || Object.hasOwn(RESERVED, name)) continue;
    refuse(`InputTemplate for target ${id} contains invalid placeholder ${name}.`); // [recorded]
  }
  // Filled with what is good as a value and nowhere else: "the placeholder cannot be used as an object key".
  if (!isSendable(fill(template, () => null))) refuse(`Invalid InputTemplate for target ${id}.`);
}

function refuse(message: string): never {
  throw new AwsError("ValidationException", message);
}
