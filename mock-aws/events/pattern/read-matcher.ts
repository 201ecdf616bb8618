// One matcher of a pattern, such as {"prefix": "a"}, by its name.
import { readAnythingBut } from "./anything-but.ts";
import { readCidr } from "./cidr.ts";
import { refuse } from "./invalid.ts";
import { ABSENT, type FieldMatcher } from "./matcher.ts";
import { readNumeric } from "./numeric.ts";
import { readEqualsIgnoreCase, readExact, readPrefix, readSuffix, readWildcard } from "./text.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const READERS: ReadonlyMap<string, (operand: unknown) => FieldMatcher> = new Map<
  string,
  (operand: unknown) => FieldMatcher
>([
  ["anything-but", readAnythingBut],
  ["cidr", readCidr],
  ["equals-ignore-case", readEqualsIgnoreCase],
  ["exact", readExact],
  ["exists", readExists],
  ["numeric", readNumeric],
  ["prefix", readPrefix],
  ["suffix", readSuffix],
  ["wildcard", readWildcard],
]);

export const MATCH_TYPES: ReadonlySet<string> = new Set(READERS.keys());

export function readMatcher(expression: Readonly<Record<string, unknown>>): FieldMatcher {
  const [member, ...others] = Object.entries(expression);
  if (!member) return refuse("Match expression name not found");
  const [name, operand] = member;
  const read = READERS.get(name);
  if (!read) return refuse(`Unrecognized match type ${name}`);
  const matcher = read(operand);
  if (others.length > 0) refuse("Only one key allowed in match expression");
  return matcher;
}

function readExists(operand: unknown): FieldMatcher {
  if (typeof operand !== "boolean") return refuse("exists match pattern must be either true or false.");
  return operand ? () => true : ABSENT;
}
