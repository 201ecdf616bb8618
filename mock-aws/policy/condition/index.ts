// The registry of condition operators, by the names AWS gives them.
import { arnComparisons } from "./arn.ts";
import { binaryComparisons } from "./binary.ts";
import { boolComparisons } from "./bool.ts";
import type { Comparison } from "./comparison.ts";
import { dateComparisons } from "./date.ts";
import { ipAddressComparisons } from "./ip-address.ts";
import { numericComparisons } from "./numeric.ts";
import { stringComparisons } from "./string.ts";

/** All but Null, which asks about presence and compares nothing. */
export const comparisons: ReadonlyMap<string, Comparison> = new Map(
  Object.entries({
    ...stringComparisons,
    ...numericComparisons,
    ...dateComparisons,
    ...boolComparisons,
    ...binaryComparisons,
    ...ipAddressComparisons,
    ...arnComparisons,
  }),
);
