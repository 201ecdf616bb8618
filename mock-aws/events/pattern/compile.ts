// Event patterns as EventBridge reads them, refusing what it refuses.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
import { refuse } from "./invalid.ts";
import type { FieldMatcher } from "./matcher.ts";
import { MATCH_TYPES, readMatcher } from "./read-matcher.ts";

/** What each named field must meet: any one of its matchers. */
export type Alternative = ReadonlyMap<string, readonly FieldMatcher[]>;

export type EventPattern = {
  readonly text: string;
  /** An event matches when it meets one of these; each `$or` multiplies them. */
  readonly alternatives: readonly Alternative[];
};

/** AWS allows an `$or` to multiply into so many and no more. */
const MOST_ALTERNATIVES = 1000;

/** Throws InvalidEventPattern with AWS's reason. */
export function compilePattern(text: string): EventPattern {
  const pattern = parse(text);
  if (!isObject(pattern)) refuse("Filter is not an object");
  return { text, alternatives: readObject(pattern, "", [new Map()], false) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse((error as SyntaxError).message);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readObject(
  pattern: Readonly<Record<string, unknown>>,
  path: string,
  before: readonly Alternative[],
  isInsideOr: boolean,
): readonly Alternative[] {
  const members = Object.entries(pattern);
  if (members.length === 0) refuse("Empty objects are not allowed");
  return members.reduce((alternatives, [name, value]) => {
    if (name === "$or") return readOr(value, path, alternatives);
    if (isInsideOr && MATCH_TYPES.has(name))
      refuse(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    const field = path === "" ? name : `${path}.${name}`;
    if (Array.isArray(value)) {
      const matchers = readMatchers(value);
      return alternatives.map((alternative) => new Map(alternative).set(field, matchers));
    }
    if (!isObject(value)) return refuse(`"${name}" must be an object or an array`);
    return readObject(value, field, alternatives, isInsideOr);
  }, before);
}

function readOr(value: unknown, path: string, before: readonly Alternative[]): readonly Alternative[] {
  if (!Array.isArray(value)) return refuse("It must be an Array followed with $or.");
  const branches = value.flatMap((branch: unknown) => {
    if (!isObject(branch)) return refuse("Only JSON object is allowed in array of $or relationship.");
    return readObject(branch, path, before, true);
  });
  if (value.length < 2) refuse("There must have at least 2 Objects in $or relationship.");
  if (branches.length > MOST_ALTERNATIVES) refuse("Rule is too complex - try using fewer $or relationships");
  return branches;
}

function readMatchers(values: readonly unknown[]): readonly FieldMatcher[] {
  if (values.length === 0) refuse("Empty arrays are not allowed");
  return values.map((value): FieldMatcher => {
    if (Array.isArray(value)) return refuse("Match value must be String, number, true, false, or null");
    return isObject(value) ? readMatcher(value) : (leaf) => leaf === value;
  });
}
