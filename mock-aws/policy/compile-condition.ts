// Compiles one line of a Condition block: operator name, key and values become something to ask a request.

import { comparisons } from "./condition/index.ts";
import { compileNull } from "./condition/null.ts";
import type { Condition } from "./condition.ts";
import { MalformedPolicyError } from "./errors.ts";

export type OperatorName = {
  readonly base: string;
  readonly quantifier: "single" | "all" | "any";
  readonly ifExists: boolean;
};

const QUANTIFIERS: ReadonlyMap<string | undefined, OperatorName["quantifier"]> = new Map([
  ["ForAllValues", "all"],
  ["ForAnyValue", "any"],
]);

/** Undefined for an operator that AWS does not have. */
export function readOperator(text: string): OperatorName | undefined {
  const [, prefix, base = "", suffix] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(text) ?? [];
  const name = { base, quantifier: QUANTIFIERS.get(prefix) ?? "single", ifExists: suffix !== undefined };
  // "You can add IfExists to the end of any condition operator name except the Null condition" [IAM User Guide].
  if (base === "Null") return name.ifExists || name.quantifier !== "single" ? undefined : name;
  return comparisons.has(base) ? name : undefined;
}

export function compileCondition(
  operator: string,
  key: string,
  values: readonly string[],
  options: { readonly variables: boolean },
): Condition {
  const name = readOperator(operator);
  if (name?.base === "Null") return compileNull(operator, key, values);
  const comparison = comparisons.get(name?.base ?? "");
  if (name === undefined || comparison === undefined) throw new MalformedPolicyError("Syntax errors in policy.");
  return {
    type: "comparison",
    operator,
    key: key.toLowerCase(),
    name: key,
    quantifier: name.quantifier,
    ifExists: name.ifExists,
    negated: comparison.negated,
    tests: values.map((value) => comparison.compile(value, options)),
  };
}
