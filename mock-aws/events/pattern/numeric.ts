// The numeric matcher: ["=", 5], [">", 0], [">=", 0, "<", 10].
import { refuse } from "./invalid.ts";
import type { Matcher } from "./matcher.ts";

type Compare = (value: number, bound: number) => boolean;

const COMPARE: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ["=", (value, bound) => value === bound],
  ["<", (value, bound) => value < bound],
  ["<=", (value, bound) => value <= bound],
  [">", (value, bound) => value > bound],
  [">=", (value, bound) => value >= bound],
]);

/** EventBridge compares numbers between -5e9 and 5e9 only. */
const LARGEST = 5e9;

export function readNumeric(operand: unknown): Matcher {
  if (!Array.isArray(operand)) return refuse("Value of numeric must be an array.");
  const [operator, bound, upperOperator, upper, ...rest]: unknown[] = operand;
  if (typeof operator !== "string") return refuse(`Invalid member in numeric match: ${String(operator)}`);
  const compare = COMPARE.get(operator);
  if (!compare) return refuse(`Unrecognized numeric range operator: ${operator}`);
  const lowest = numberOr(bound, `Value of ${operator === "=" ? "equals" : operator} must be numeric`);
  const meetsFirst: Matcher = (value) => typeof value === "number" && compare(value, lowest);
  if (operand.length === 2) return meetsFirst;
  if (!operator.startsWith(">")) return refuse("Too many elements in numeric expression");
  const compareUpper = readUpperOperator(upperOperator);
  const highest = numberOr(upper, `Value of ${String(upperOperator)} must be numeric`);
  if (rest.length > 0) refuse("Too many terms in numeric range expression");
  if (highest <= lowest) refuse("Bottom must be less than top");
  return (value) => meetsFirst(value) && typeof value === "number" && compareUpper(value, highest);
}

function readUpperOperator(operator: unknown): Compare {
  if (typeof operator !== "string") return refuse(`Bad value in numeric range: ${String(operator)}`);
  const compare = operator.startsWith("<") ? COMPARE.get(operator) : undefined;
  return compare ?? refuse(`Bad numeric range operator: ${operator}`);
}

function numberOr(value: unknown, reason: string): number {
  if (typeof value !== "number") return refuse(reason);
  if (Math.abs(value) > LARGEST) refuse("Value must be between -5.0E9 and 5.0E9, inclusive");
  return value;
}
