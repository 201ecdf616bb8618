// Inputs of which every member is known: one that the local AWS would pass over is refused by its name.
import { z } from "zod";
import { NotImplementedError } from "./aws-error.ts";
import type { Operation } from "./operation.ts";

/** Throws NotImplementedError while parsing, after authentication and before the operation does anything. */
export function knownMembers<Shape extends z.ZodRawShape>(operation: string, shape: Shape) {
  return refusingOthers(operation, z.object(shape));
}

/** The same operations, of which each refuses the members that it does not know. */
export function withKnownMembers(operations: readonly Operation[]): readonly Operation[] {
  return operations.map((operation) => {
    const { input, name } = operation;
    return input instanceof z.ZodObject ? { ...operation, input: refusingOthers(name, input) } : operation;
  });
}

/** Whatever else the schema asks of the members stays asked. */
function refusingOthers<Input extends z.ZodObject>(operation: string, input: Input) {
  return z.preprocess((raw) => {
    const unknown = Object.keys(Object(raw)).find((member) => !(member in input.shape));
    if (unknown !== undefined) throw new NotImplementedError(`${unknown} of ${operation}`);
    return raw;
  }, input);
}
