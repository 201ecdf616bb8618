// The Bool operator: "true" and "false".
import { MalformedPolicyError } from "../errors.ts";
import { type Comparison, mistyped, pair } from "./comparison.ts";

const equals = pair((value) => {
  const policy = readBool(value);
  if (policy === undefined) throw new MalformedPolicyError("The policy failed legacy parsing");
  return {
    test: (actual) => {
      const bool = readBool(actual);
      return bool === undefined ? mistyped(actual, "true or false") : bool === policy;
    },
    variables: [],
  };
});

export const boolComparisons: Readonly<Record<string, Comparison>> = { Bool: equals.is };

function readBool(text: string): boolean | undefined {
  const lowered = text.toLowerCase();
  return lowered === "true" ? true : lowered === "false" ? false : undefined;
}
