// Numeric operators: integers and decimals.
import { MalformedPolicyError } from "../errors.ts";
import { type Comparison, mistyped, pair } from "./comparison.ts";

const equals = pair(numberTest((actual, policy) => actual === policy));

export const numericComparisons: Readonly<Record<string, Comparison>> = {
  NumericEquals: equals.is,
  NumericNotEquals: equals.isNot,
  NumericLessThan: pair(numberTest((actual, policy) => actual < policy)).is,
  NumericLessThanEquals: pair(numberTest((actual, policy) => actual <= policy)).is,
  NumericGreaterThan: pair(numberTest((actual, policy) => actual > policy)).is,
  NumericGreaterThanEquals: pair(numberTest((actual, policy) => actual >= policy)).is,
};

function numberTest(compare: (actual: number, policy: number) => boolean): Comparison["compile"] {
  return (value) => {
    const policy = readNumber(value);
    if (policy === undefined) throw new MalformedPolicyError("The policy failed legacy parsing");
    return {
      test: (actual) => {
        const number = readNumber(actual);
        return number === undefined ? mistyped(actual, "a number") : compare(number, policy);
      },
      variables: [],
    };
  };
}

function readNumber(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
