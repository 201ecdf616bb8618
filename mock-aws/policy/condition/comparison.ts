// The shape of a condition operator: compiled once per policy value, then asked about each value of the request.
import type { RequestContext } from "../request.ts";
import type { Unresolved } from "../unresolved.ts";
import type { Variable } from "../variables.ts";

export type ValueTest = {
  /** Unresolved when a variable has no value, or the request's value is not of the operator's type. */
  readonly test: (actual: string, context: RequestContext) => boolean | Unresolved;
  readonly variables: readonly Variable[];
};

export type Comparison = {
  /** Negated operators hold when the key is missing, and when no policy value matches. */
  readonly negated: boolean;
  /** Throws MalformedPolicyError for a policy value that is not of the operator's type. */
  compile(value: string, options: { readonly variables: boolean }): ValueTest;
};

/** An operator and its negation share one test; the negation is applied where the values are combined. */
export function pair(compile: Comparison["compile"]): { readonly is: Comparison; readonly isNot: Comparison } {
  return { is: { negated: false, compile }, isNot: { negated: true, compile } };
}

export function mistyped(actual: string, wanted: string): Unresolved {
  return { unresolved: `the request's value "${actual}" is not ${wanted}`, matchesNothing: true };
}
