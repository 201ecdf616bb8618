// ARN operators: ArnEquals and ArnLike, which behave alike, and their negations.
import { type Unresolved, weightier } from "../unresolved.ts";
import { compileTemplate, matchTemplate, type Template, variablesOf } from "../variables.ts";
import { type Comparison, mistyped, pair } from "./comparison.ts";

const PARTS = 6;

/** "ArnEquals and ArnLike behave identically" [IAM User Guide, condition operators]. */
const like = pair((value, { variables }) => {
  const templates = splitArn(value).map((part) => compileTemplate(part, { variables, wildcards: true }));
  return {
    test: (actual, context) => {
      if (templates.length < PARTS) {
        return { unresolved: `"${value}" has fewer than the six parts of an ARN`, matchesNothing: false };
      }
      const parts = splitArn(actual);
      if (parts.length < PARTS) return mistyped(actual, "an ARN");
      return matchParts(templates, parts, (template, part) => matchTemplate(template, part, context));
    },
    variables: templates.flatMap(variablesOf),
  };
});

export const arnComparisons: Readonly<Record<string, Comparison>> = {
  ArnEquals: like.is,
  ArnLike: like.is,
  ArnNotEquals: like.isNot,
  ArnNotLike: like.isNot,
};

/** "Each of the six colon-delimited components of the ARN is checked separately" [same page]. */
function matchParts(
  templates: readonly Template[],
  parts: readonly string[],
  match: (template: Template, part: string) => boolean | Unresolved,
): boolean | Unresolved {
  let unresolved: Unresolved | undefined;
  for (const [index, template] of templates.entries()) {
    const outcome = match(template, parts[index] ?? "");
    if (outcome === false) return false;
    if (outcome !== true) unresolved = weightier(unresolved, outcome);
  }
  return unresolved ?? true;
}

/** At the first five colons that are not inside a policy variable. */
function splitArn(text: string): string[] {
  const parts: string[] = [];
  let begin = 0;
  for (let at = 0; at < text.length && parts.length < PARTS - 1; at++) {
    const close = text.startsWith("${", at) ? text.indexOf("}", at) : -1;
    if (close > 0) at = close;
    else if (text[at] === ":") {
      parts.push(text.slice(begin, at));
      begin = at + 1;
    }
  }
  return [...parts, text.slice(begin)];
}
