// Patterns with `*` and `?`, in time that is bounded: whoever writes a trust policy chooses them.

/** A regular expression of many `.*` can be made to run for hours; this goes back to the last `*` only. */
export function wildcard(pattern: string, text: string): boolean {
  let [at, from, star, kept] = [0, 0, -1, 0];
  while (from < text.length) {
    const next = pattern[at];
    if (next === "*") [star, kept, at] = [at, from, at + 1];
    else if (next !== undefined && (next === "?" || next === text[from])) [at, from] = [at + 1, from + 1];
    else if (star >= 0) [kept, at, from] = [kept + 1, star + 1, kept + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

const PARTS = 6;

/**
 * Part by part, as ArnLike and ArnEquals do; undefined where the pattern is no ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnWildcard(pattern: string, arn: string): boolean | undefined {
  const [patterns, parts] = [parted(pattern), parted(arn)];
  if (patterns.length < PARTS || parts.length < PARTS) return undefined;
  return patterns.every((part, index) => wildcard(part, parts[index] ?? ""));
}

/** The last part takes what is left: a path may hold colons. */
function parted(text: string): readonly string[] {
  const parts = text.split(":");
  return [...parts.slice(0, PARTS - 1), ...(parts.length < PARTS ? [] : [parts.slice(PARTS - 1).join(":")])];
}
