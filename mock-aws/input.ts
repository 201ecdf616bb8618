// Schemas for the inputs of operations, with AWS's words for what is wrong with them.
import { z } from "zod";
import { AwsError, NotImplementedError } from "./aws-error.ts";
import type { Dialect } from "./operation.ts";

type Limits = { readonly min?: number; readonly max?: number; readonly pattern?: RegExp };

const constraint = (words: string) => `failed to satisfy constraint: Member must ${words}`;

export function text({ min, max, pattern }: Limits = {}) {
  let schema = z.string();
  if (min !== undefined) schema = schema.min(min, constraint(`have length greater than or equal to ${min}`));
  if (max !== undefined) schema = schema.max(max, constraint(`have length less than or equal to ${max}`));
  if (pattern)
    schema = schema.regex(
      new RegExp(`^(?:${pattern.source})$`, "u"),
      constraint(`satisfy regular expression pattern: ${pattern.source}`),
    );
  return schema;
}

/** Numbers and booleans come as text in the query protocols and as themselves in JSON. */
export function integer(min: number, max: number) {
  return z.coerce
    .number()
    .int()
    .min(min, constraint(`have value greater than or equal to ${min}`))
    .max(max, constraint(`have value less than or equal to ${max}`));
}

export function bool() {
  return z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]);
}

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, constraint(`satisfy enum value set: [${values.join(", ")}]`));
}

/** A list; the query protocols send an empty one as an empty text. */
export function list<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (value === "" ? [] : value), z.array(item));
}

/** Seconds or milliseconds since 1970 (JSON) or ISO 8601 (query). */
export function time() {
  return z.union([z.number(), z.string()]).transform((value, context) => {
    const date =
      typeof value === "number"
        ? new Date(value * 1000)
        : new Date(/^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : value);
    if (!Number.isNaN(date.getTime())) return date;
    context.addIssue("is not a valid timestamp");
    return z.NEVER;
  });
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html and its siblings give these patterns. */
export const NAME = /[\w+=,.@-]+/;
export const roleName = text({ min: 1, max: 64, pattern: NAME });
export const userName = text({ min: 1, max: 64, pattern: NAME });
export const entityName = text({ min: 1, max: 128, pattern: NAME });
export const path = text({ min: 1, max: 512, pattern: /(\u002F)|(\u002F[\u0021-\u007E]+\u002F)/ });
export const arn = text({ min: 20, max: 2048 });
export const policyText = text({ min: 1, max: 131072 });
export const tags = list(z.strictObject({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }));

/**
 * What zod found wrong as AWS says it; a missing member has a sentence of its own. Services differ in what they tell:
 * STS names the value, IAM neither the value nor the values it would take [recorded]. A member that the local AWS does
 * not know is refused as not implemented.
 */
export function invalidInput(error: z.ZodError, [code, status, detail]: Dialect["invalidInput"]): AwsError {
  for (const issue of error.issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const where = issue.path.length === 0 ? "the input" : memberAt(issue.path);
    return new NotImplementedError(`${issue.keys.join(", ")} of ${where}`);
  }
  const lines = error.issues.map((issue) => {
    const member = memberAt(issue.path);
    const isMissing = issue.code === "invalid_type" && issue.message.includes("received undefined");
    const words = isMissing
      ? constraint("not be null")
      : detail === "terse"
        ? issue.message.replace(/(enum value set): .*$/, "$1")
        : issue.message;
    const value = isMissing
      ? " null"
      : detail === "values" && typeof issue.input === "string"
        ? ` '${issue.input}'`
        : "";
    return `Value${value} at '${member}' ${words}`;
  });
  const count = `${lines.length} validation error${lines.length === 1 ? "" : "s"} detected`;
  return new AwsError(code, `${count}: ${lines.join("; ")}`, status);
}

function memberAt(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === "number" ? `${step + 1}.member` : lowerFirst(String(step)))).join(".");
}

function lowerFirst(word: string): string {
  return word.slice(0, 1).toLowerCase() + word.slice(1);
}
