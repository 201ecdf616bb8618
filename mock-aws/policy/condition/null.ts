// The Null operator: "true" asks that a key be absent, "false" that it be present.

import type { NullCondition } from "../condition.ts";
import { MalformedPolicyError } from "../errors.ts";

export function compileNull(operator: string, key: string, values: readonly string[]): NullCondition {
  const lowered = values.map((value) => value.toLowerCase());
  if (lowered.some((value) => value !== "true" && value !== "false")) {
    throw new MalformedPolicyError("The policy failed legacy parsing");
  }
  return {
    type: "null",
    operator,
    key: key.toLowerCase(),
    name: key,
    absent: lowered.includes("true"),
    present: lowered.includes("false"),
  };
}
