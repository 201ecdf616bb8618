// The anything-but matcher: values, and prefixes, suffixes, wildcards or texts of any case, one or a list.
import { refuse } from "./invalid.ts";
import type { Matcher } from "./matcher.ts";
import { endsWith, equalsIgnoreCase, startsWith, wildcard } from "./text.ts";

const NEEDS_VALUE = "Value of anything-but must be an array or single string/number value.";
const NO_OTHER_TYPE = "Inside anything but list, start|null|boolean is not supported.";
const ONE_TYPE = "Inside anything but list, either all values are number or string, mixed type is not supported";

/** A field that is absent is not "anything": no event matches by what it lacks. */
export function readAnythingBut(operand: unknown): Matcher {
  const unwanted = isExpression(operand) ? readExpression(operand) : readValues(operand);
  return (value) => !unwanted.some((one) => one(value));
}

function isExpression(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readValues(operand: unknown): Matcher[] {
  if (!Array.isArray(operand) && typeof operand !== "string" && typeof operand !== "number") return refuse(NEEDS_VALUE);
  const values: unknown[] = Array.isArray(operand) ? operand : [operand];
  const types = new Set(values.map((value) => typeof value));
  for (const type of types) if (type !== "string" && type !== "number") refuse(NO_OTHER_TYPE);
  if (types.size !== 1) refuse(ONE_TYPE);
  return values.map(
    (value): Matcher =>
      (leaf) =>
        leaf === value,
  );
}

type Kind = { readonly make: (text: string) => Matcher; readonly mustBeText: string; readonly mayBeEmpty: boolean };

const PREFIX_OR_SUFFIX = { mustBeText: "prefix/suffix match pattern must be a string", mayBeEmpty: false };

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["prefix", { make: startsWith, ...PREFIX_OR_SUFFIX }],
  ["suffix", { make: endsWith, ...PREFIX_OR_SUFFIX }],
  ["wildcard", { make: wildcard, mustBeText: "wildcard match pattern must be a string", mayBeEmpty: true }],
  [
    "equals-ignore-case",
    {
      make: equalsIgnoreCase,
      mustBeText: "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
      mayBeEmpty: true,
    },
  ],
]);

function readExpression(expression: Readonly<Record<string, unknown>>): Matcher[] {
  const [member, ...others] = Object.entries(expression);
  if (!member) return refuse("Anything-But expression name not found");
  const [name, operand] = member;
  const kind = KINDS.get(name);
  if (!kind) return refuse(`Unsupported anything-but pattern: ${name}`);
  if (isExpression(operand)) return refuse(NEEDS_VALUE);
  if (others.length > 0) refuse("Only one key allowed in match expression");
  const texts: unknown[] = Array.isArray(operand) ? operand : [operand];
  return texts.map((text) => {
    if (typeof text !== "string") return refuse(kind.mustBeText);
    if (text === "" && !kind.mayBeEmpty) refuse("Null prefix/suffix not allowed");
    return kind.make(text);
  });
}
