// What both simulations take: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../../aws-error.ts";
import { list, oneOf, policyText, text } from "../../input.ts";
import { readInstant } from "../../policy/instant.ts";
import type { RequestContext } from "../../policy/request.ts";
import { PAGE } from "../paging.ts";

const TYPES = [
  ...(["string", "stringList", "numeric", "numericList", "boolean", "booleanList"] as const),
  ...(["ip", "ipList", "binary", "binaryList", "date", "dateList"] as const),
] as const;

const resourceName = text({ min: 1, max: 2048 });

export const SIMULATION = {
  PermissionsBoundaryPolicyInputList: list(policyText).optional(),
  ActionNames: list(text({ min: 3, max: 128 })),
  ResourceArns: list(resourceName).optional(),
  ResourcePolicy: policyText.optional(),
  ResourceOwner: resourceName.optional(),
  CallerArn: resourceName.optional(),
  ContextEntries: list(
    z.strictObject({
      ContextKeyName: text({ min: 5, max: 256 }),
      ContextKeyValues: list(z.string()).default([]),
      ContextKeyType: oneOf(TYPES).default("string"),
    }),
  ).optional(),
  ResourceHandlingOption: text({ min: 1, max: 64 }).optional(),
  ...PAGE,
};

const schema = z.object(SIMULATION);
export type SimulationInput = z.infer<typeof schema>;

type ContextEntry = NonNullable<SimulationInput["ContextEntries"]>[number];

export function invalidSimulation(message: string): AwsError {
  return new AwsError("InvalidInput", message, 400);
}

/** What is wrong with a simulation beyond its schema. */
export function refuseSenseless(input: SimulationInput): void {
  if (input.ResourceHandlingOption !== undefined)
    throw new NotImplementedError("ResourceHandlingOption of the simulations");
  const action = input.ActionNames.find((name) => !/^[\w-]+:\w+$/.test(name));
  if (action !== undefined)
    throw invalidSimulation(`Invalid Action Name: ${action}. It must be of the form service:Operation.`);
  if (input.ActionNames.length === 0) throw invalidSimulation("ActionNames must name at least one action.");
  if ((input.PermissionsBoundaryPolicyInputList?.length ?? 0) > 1) {
    throw invalidSimulation("Only one permissions boundary policy can be simulated at a time.");
  }
}

/** The condition keys of the simulated request: nothing but what the caller gives. */
export function contextOf(entries: readonly ContextEntry[] = []): RequestContext {
  const context = new Map<string, readonly string[]>();
  for (const { ContextKeyName, ContextKeyValues, ContextKeyType } of entries) {
    const isList = ContextKeyType.endsWith("List");
    const looksRight = LOOKS_RIGHT[ContextKeyType.replace("List", "")];
    if (!isList && ContextKeyValues.length > 1)
      throw invalidSimulation(`Context key ${ContextKeyName} of type ${ContextKeyType} takes one value.`);
    const wrong = ContextKeyValues.find((value) => looksRight && !looksRight(value));
    if (wrong !== undefined)
      throw invalidSimulation(`${wrong} is no ${ContextKeyType} value for the context key ${ContextKeyName}.`);
    context.set(ContextKeyName.toLowerCase(), ContextKeyValues);
  }
  return context;
}

const LOOKS_RIGHT: Readonly<Record<string, (value: string) => boolean>> = {
  numeric: (value) => /^[+-]?\d+(\.\d+)?$/.test(value),
  boolean: (value) => /^(true|false)$/i.test(value),
  ip: (value) => /^[\d.]+(\/\d+)?$|^[\da-f:.]+(\/\d+)?$/i.test(value),
  binary: (value) => /^[A-Za-z0-9+/]*={0,2}$/.test(value),
  date: (value) => readInstant(value) !== undefined,
};
