// Whether a condition holds for a request: missing keys, negation, IfExists and the set operators.

import type { ValueTest } from "./condition/comparison.ts";
import type { ComparisonCondition, Condition } from "./condition.ts";
import type { RequestContext } from "./request.ts";
import { type Unresolved, weightier } from "./unresolved.ts";

/** Unresolved when AWS's documentation does not say what holds. */
export function holds(condition: Condition, context: RequestContext): boolean | Unresolved {
  const values = context.get(condition.key) ?? [];
  if (condition.type === "null") return values.length === 0 ? condition.absent : condition.present;
  if (condition.tests.length === 0) {
    return { unresolved: `${condition.operator} has no values for ${condition.name}`, matchesNothing: false };
  }
  if (values.length === 0) return whenMissing(condition);
  return condition.quantifier === "single"
    ? holdsForOne(condition, values, context)
    : holdsForSet(condition, values, context);
}

/** "Negated operators evaluate to true if the key is not present" [IAM User Guide, condition operators]. */
function whenMissing(condition: ComparisonCondition): boolean {
  if (condition.ifExists || condition.quantifier === "all") return true;
  return condition.quantifier === "single" && condition.negated;
}

function holdsForOne(condition: ComparisonCondition, values: readonly string[], context: RequestContext) {
  const [value = ""] = values;
  // AWS says that keys with several values need a set operator, and not what happens without one.
  if (values.length > 1) {
    return {
      unresolved: `${condition.name} has several values, and ${condition.operator} has no set operator`,
      matchesNothing: false,
    };
  }
  return holdsForValue(condition, value, context);
}

/**
 * ForAllValues also holds for "a null data set, such as an empty string"; ForAnyValue does not
 * [IAM User Guide, multivalued context keys].
 */
function holdsForSet(condition: ComparisonCondition, values: readonly string[], context: RequestContext) {
  const all = condition.quantifier === "all";
  let unresolved: Unresolved | undefined;
  for (const value of values) {
    if (value === "") continue;
    const outcome = holdsForValue(condition, value, context);
    if (outcome === !all) return outcome;
    if (typeof outcome !== "boolean") unresolved = weightier(unresolved, outcome);
  }
  return unresolved ?? all;
}

/**
 * One value of the request against the policy's values: any match makes it true, or false under negation.
 * Where nothing matches and something could not be compared, a plain operator does not match; what a negated one
 * does is not documented.
 */
function holdsForValue(condition: ComparisonCondition, value: string, context: RequestContext): boolean | Unresolved {
  const outcome = anyMatches(condition.tests, value, context);
  if (typeof outcome === "boolean") return outcome !== condition.negated;
  return outcome.matchesNothing && !condition.negated ? false : outcome;
}

function anyMatches(tests: readonly ValueTest[], value: string, context: RequestContext): boolean | Unresolved {
  let unresolved: Unresolved | undefined;
  for (const { test } of tests) {
    const outcome = test(value, context);
    if (outcome === true) return true;
    if (outcome !== false) unresolved = weightier(unresolved, outcome);
  }
  return unresolved ?? false;
}
