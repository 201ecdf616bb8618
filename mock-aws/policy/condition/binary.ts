// The BinaryEquals operator: bytes, written in base64 on both sides.
import { MalformedPolicyError } from "../errors.ts";
import { type Comparison, mistyped, pair } from "./comparison.ts";

const equals = pair((value) => {
  const policy = readBase64(value);
  if (policy === undefined) throw new MalformedPolicyError("The policy failed legacy parsing");
  return {
    test: (actual) => {
      const bytes = readBase64(actual);
      return bytes === undefined ? mistyped(actual, "base64") : bytes === policy;
    },
    variables: [],
  };
});

export const binaryComparisons: Readonly<Record<string, Comparison>> = { BinaryEquals: equals.is };

/** Without its padding, so that two ways to write the same bytes are equal. */
function readBase64(text: string): string | undefined {
  const bare = text.replace(/={1,2}$/, "");
  const paddingFits = bare === text || text.length % 4 === 0;
  return paddingFits && bare.length % 4 !== 1 && /^[A-Za-z0-9+/]*$/.test(bare) ? bare : undefined;
}
