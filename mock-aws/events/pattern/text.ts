// Matchers of text: exact, prefix, suffix, equals-ignore-case, wildcard.
import { refuse } from "./invalid.ts";
import type { Matcher } from "./matcher.ts";

export function ofText(test: (text: string) => boolean): Matcher {
  return (value) => typeof value === "string" && test(value);
}

export function readExact(operand: unknown): Matcher {
  return textOr(operand, "exact match pattern must be a string", (text) => ofText((value) => value === text));
}

export function readEqualsIgnoreCase(operand: unknown): Matcher {
  return textOr(operand, "equals-ignore-case match pattern must be a string", equalsIgnoreCase);
}

export function readPrefix(operand: unknown): Matcher {
  const lower = ignoringCase(operand);
  if (lower !== undefined) return ofText((value) => value.toLowerCase().startsWith(lower));
  return textOr(operand, "prefix match pattern must be a string", startsWith);
}

export function readSuffix(operand: unknown): Matcher {
  const lower = ignoringCase(operand);
  if (lower !== undefined) return ofText((value) => value.toLowerCase().endsWith(lower));
  return textOr(operand, "suffix match pattern must be a string", endsWith);
}

export function readWildcard(operand: unknown): Matcher {
  return textOr(operand, "wildcard match pattern must be a string", wildcard);
}

export const startsWith = (text: string): Matcher => ofText((value) => value.startsWith(text));
export const endsWith = (text: string): Matcher => ofText((value) => value.endsWith(text));

export function equalsIgnoreCase(text: string): Matcher {
  const lower = text.toLowerCase();
  return ofText((value) => value.toLowerCase() === lower);
}

/** `*` is any run of characters; `\*` and `\\` are those characters themselves. */
export function wildcard(text: string): Matcher {
  const [first = "", ...rest] = partsOf(text);
  const last = rest.pop();
  if (last === undefined) return ofText((value) => value === first);
  return ofText((value) => {
    if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length) return false;
    let at = first.length;
    for (const part of rest) {
      const found = value.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= value.length - last.length;
  });
}

/** The literal texts between the wildcards. Positions in refusals count the opening quote, as AWS's do. */
function partsOf(text: string): string[] {
  const parts: string[] = [""];
  const extend = (character: string) => {
    parts[parts.length - 1] += character;
  };
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    const next = text[index + 1];
    if (character === "*") {
      if (next === "*") refuse(`Consecutive wildcard characters at pos ${index + 1}`);
      parts.push("");
    } else if (character === "\\") {
      if (next !== "*" && next !== "\\") refuse(`Invalid escape character at pos ${index + 1}`);
      extend(next);
      index++;
    } else extend(character);
  }
  return parts;
}

/** The operand of `{"prefix": {"equals-ignore-case": "text"}}` in lower case. */
function ignoringCase(operand: unknown): string | undefined {
  if (typeof operand !== "object" || operand === null || Object.keys(operand).join() !== "equals-ignore-case")
    return undefined;
  const text: unknown = Reflect.get(operand, "equals-ignore-case");
  return typeof text === "string" ? text.toLowerCase() : undefined;
}

function textOr(operand: unknown, reason: string, make: (text: string) => Matcher): Matcher {
  return typeof operand === "string" ? make(operand) : refuse(reason);
}
