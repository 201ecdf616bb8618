// The conditions of a trust policy: in words for a person, and judged where they ask for nothing but who the caller is.
import type { Caller } from "./caller.ts";
import { shown } from "./shown.ts";
import { arnWildcard, wildcard } from "./wildcard.ts";

export type Condition = { readonly operator: string; readonly key: string; readonly values: readonly string[] };

const MOST_VALUES = 5;

/** `sts:ExternalId must be "Example987"`. */
export function inWords({ operator, key, values }: Condition): string {
  const { base, ifExists, each } = parts(operator);
  const quoted = values.slice(0, MOST_VALUES).map((value) => shown(value, true));
  const more = values.length > MOST_VALUES ? [`and ${values.length - MOST_VALUES} more`] : [];
  const listed = [...quoted, ...more].join(", ");
  const must = ownOf(MUST, base) ?? `must pass ${shown(operator)} with`;
  const who = each === undefined ? shown(key) : `${each} of ${shown(key)}`;
  return `${who} ${must} ${values.length > 1 ? `one of ${listed}` : listed}${ifExists ? ", where it is known at all" : ""}`;
}

/** "Not" comes with all of the values, as AWS reads it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html */
const MUST: Readonly<Record<string, string>> = {
  stringequals: "must be",
  stringequalsignorecase: "must be",
  stringlike: "must be like",
  stringnotequals: "must not be",
  stringnotequalsignorecase: "must not be",
  stringnotlike: "must not be like",
  arnequals: "must be like",
  arnlike: "must be like",
  arnnotequals: "must not be like",
  arnnotlike: "must not be like",
  bool: "must be",
  ipaddress: "must be in",
  notipaddress: "must not be in",
  datelessthan: "must be before",
  dategreaterthan: "must be after",
  null: "must be absent:",
};

const EACH: Readonly<Record<string, string>> = { foranyvalue: "a value", forallvalues: "every value" };

/** Names in policies know no case, and may be `constructor`. */
function ownOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function parts(operator: string) {
  const [, set, base = "", ifExists] = /^(?:([^:]*):)?(.*?)(IfExists)?$/is.exec(operator) ?? [];
  const each = set === undefined ? undefined : (ownOf(EACH, set) ?? shown(set));
  return { base, ifExists: ifExists !== undefined, each };
}

/** `unknown` wherever the answer lies in the call and not in the caller: its address, its second factor, its tags. */
export function judge({ operator, key, values }: Condition, caller: Caller): "holds" | "fails" | "unknown" {
  const { base, each } = parts(operator);
  const known = ownOf(KNOWN, key);
  const test = ownOf(TESTS, base);
  if (!known || !test || each !== undefined || values.length === 0) return "unknown";
  if (values.some((value) => value.includes("${"))) return "unknown"; // A policy variable.
  const matches = values.map((value) => test.matches(value, known(caller)));
  if (matches.includes(undefined)) return "unknown";
  return matches.includes(true) !== test.not ? "holds" : "fails";
}

/**
 * The keys that are in every request of a user or role. For a session, aws:PrincipalArn is the ARN of its role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
const KNOWN: Readonly<Record<string, (caller: Caller) => string>> = {
  "aws:principalarn": ({ arn }) => arn,
  "aws:principalaccount": ({ account }) => account,
};

type Test = { readonly matches: (value: string, known: string) => boolean | undefined; readonly not: boolean };

const equal: Test["matches"] = (value, known) => value === known;
const TESTS: Readonly<Record<string, Test>> = {
  stringequals: { matches: equal, not: false },
  stringnotequals: { matches: equal, not: true },
  stringlike: { matches: wildcard, not: false },
  stringnotlike: { matches: wildcard, not: true },
  arnequals: { matches: arnWildcard, not: false },
  arnlike: { matches: arnWildcard, not: false },
  arnnotequals: { matches: arnWildcard, not: true },
  arnnotlike: { matches: arnWildcard, not: true },
};
