// What is wrong with a finding that a provider sent, in the words of Security Hub's own validator.
import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** `Finding does not adhere to Amazon Finding Format. data.Title should NOT be longer than 256 characters.` */
export function formatError(issues: readonly Issue[]): string {
  return `Finding does not adhere to Amazon Finding Format. ${issues.map(sentence).join(", ")}.`;
}

function sentence(issue: Issue): string {
  const last = issue.path.at(-1);
  if (issue.code === "invalid_type" && issue.message.includes("received undefined"))
    return `${placeOf(issue.path.slice(0, -1))} should have required property '${String(last)}'`;
  return `${placeOf(issue.path)} should ${expectation(issue)}`;
}

function expectation(issue: Issue): string {
  const unit = "origin" in issue && issue.origin === "array" ? "items" : "characters";
  switch (issue.code) {
    case "too_big":
      if (issue.origin === "number") return `be <= ${issue.maximum}`;
      return unit === "items"
        ? `NOT have more than ${issue.maximum} items`
        : `NOT be longer than ${issue.maximum} ${unit}`;
    case "too_small":
      if (issue.origin === "number") return `be >= ${issue.minimum}`;
      return unit === "items"
        ? `NOT have fewer than ${issue.minimum} items`
        : `NOT be shorter than ${issue.minimum} ${unit}`;
    case "invalid_value":
      return "be equal to one of the allowed values";
    case "invalid_type":
      return `be ${issue.expected}`;
    case "unrecognized_keys":
      return "NOT have additional properties";
    default:
      return `match ${"pattern" in issue ? `pattern "${String(issue.pattern).slice(1, -1)}"` : "its format"}`;
  }
}

/** `data.Resources[0].Type` */
function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (place, step) => place + (typeof step === "number" ? `[${step}]` : `.${String(step)}`),
    "data",
  );
}
