// Date operators: ISO 8601 in all its lengths, or seconds since 1970, compared to the nanosecond.
import { MalformedPolicyError } from "../errors.ts";
import { compareInstants, readInstant } from "../instant.ts";
import { type Comparison, mistyped, pair } from "./comparison.ts";

const equals = pair(dateTest((order) => order === 0));

export const dateComparisons: Readonly<Record<string, Comparison>> = {
  DateEquals: equals.is,
  DateNotEquals: equals.isNot,
  DateLessThan: pair(dateTest((order) => order < 0)).is,
  DateLessThanEquals: pair(dateTest((order) => order <= 0)).is,
  DateGreaterThan: pair(dateTest((order) => order > 0)).is,
  DateGreaterThanEquals: pair(dateTest((order) => order >= 0)).is,
};

/** `accepts` is given negative when the request's date is before the policy's, 0 when equal. */
function dateTest(accepts: (order: number) => boolean): Comparison["compile"] {
  return (value) => {
    const policy = readInstant(value);
    if (policy === undefined) throw new MalformedPolicyError("The policy failed legacy parsing");
    return {
      test: (actual) => {
        const instant = readInstant(actual);
        return instant === undefined ? mistyped(actual, "a date") : accepts(compareInstants(instant, policy));
      },
      variables: [],
    };
  };
}
