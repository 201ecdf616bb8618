// String operators: StringEquals, StringEqualsIgnoreCase, StringLike and their negations.
import { compileTemplate, matchTemplate, variablesOf } from "../variables.ts";
import { type Comparison, pair } from "./comparison.ts";

const equals = pair(textTest({ wildcards: false, ignoreCase: false }));
const equalsIgnoreCase = pair(textTest({ wildcards: false, ignoreCase: true }));
const like = pair(textTest({ wildcards: true, ignoreCase: false }));

export const stringComparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: equals.is,
  StringNotEquals: equals.isNot,
  StringEqualsIgnoreCase: equalsIgnoreCase.is,
  StringNotEqualsIgnoreCase: equalsIgnoreCase.isNot,
  StringLike: like.is,
  StringNotLike: like.isNot,
};

function textTest(style: { wildcards: boolean; ignoreCase: boolean }): Comparison["compile"] {
  return (value, options) => {
    const template = compileTemplate(value, { ...options, ...style });
    return {
      test: (actual, context) => matchTemplate(template, actual, context),
      variables: variablesOf(template),
    };
  };
}
