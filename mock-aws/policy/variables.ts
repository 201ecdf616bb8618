// Policy variables: texts of a policy with ${aws:username} and the like in them, filled in for each request.
import { MalformedPolicyError } from "./errors.ts";
import { type Codes, type Glob, globOf, matchGlob, toCodes } from "./glob.ts";
import type { RequestContext } from "./request.ts";
import type { Unresolved } from "./unresolved.ts";

export type Variable = { readonly key: string; readonly name: string; readonly fallback?: string };

/** A text without variables is a glob from the start. */
export type Template =
  | { readonly type: "fixed"; readonly glob: Glob; readonly fold: boolean }
  | { readonly type: "variable"; readonly parts: readonly (Codes | Variable)[]; readonly fold: boolean };

export type TemplateOptions = {
  /** Version 2008-10-17 has no variables: "${" is then plain text. */
  readonly variables: boolean;
  readonly wildcards: boolean;
  readonly ignoreCase?: boolean;
};

export function compileTemplate(text: string, options: TemplateOptions): Template {
  const fold = options.ignoreCase ?? false;
  const source = fold ? foldOutsideVariables(text) : text;
  const parts = options.variables ? splitVariables(source, !options.wildcards) : [toCodes(source, !options.wildcards)];
  if (parts.some(isVariable)) return { type: "variable", parts, fold };
  return { type: "fixed", glob: globOf(parts.flatMap((part) => (isVariable(part) ? [] : part))), fold };
}

export function matchTemplate(template: Template, text: string, context: RequestContext): boolean | Unresolved {
  const actual = template.fold ? text.toLowerCase() : text;
  if (template.type === "fixed") return matchGlob(template.glob, actual);
  const codes: number[] = [];
  for (const part of template.parts) {
    if (!isVariable(part)) {
      codes.push(...part);
      continue;
    }
    const value = currentValue(part, context);
    if (typeof value !== "string") return value;
    // What a variable brings in is plain text: a * in a tag's value opens nothing.
    codes.push(...toCodes(template.fold ? value.toLowerCase() : value, true));
  }
  return matchGlob(globOf(codes), actual);
}

export function variablesOf(template: Template): readonly Variable[] {
  return template.type === "fixed" ? [] : template.parts.filter(isVariable);
}

function currentValue(variable: Variable, context: RequestContext): string | Unresolved {
  const values = context.get(variable.key);
  if (values === undefined || values.length === 0) {
    if (variable.fallback !== undefined) return variable.fallback;
    return { unresolved: `policy variable \${${variable.name}} has no value in this request`, matchesNothing: true };
  }
  const [value] = values;
  // "You cannot use a multivalued condition key as a variable" [IAM User Guide, policy variables].
  if (value === undefined || values.length > 1) {
    return {
      unresolved: `policy variable \${${variable.name}} has several values in this request`,
      matchesNothing: false,
    };
  }
  return value;
}

function splitVariables(text: string, literal: boolean): (number[] | Variable)[] {
  const parts: (number[] | Variable)[] = [];
  let at = 0;
  while (at < text.length) {
    const begin = text.indexOf("${", at);
    if (begin < 0) break;
    const end = text.indexOf("}", begin);
    // Believed: AWS does not store a variable that is never closed.
    if (end < 0) throw new MalformedPolicyError("The policy failed legacy parsing");
    if (begin > at) parts.push(toCodes(text.slice(at, begin), literal));
    parts.push(readVariable(text.slice(begin + 2, end)));
    at = end + 1;
  }
  if (at < text.length) parts.push(toCodes(text.slice(at), literal));
  return parts;
}

function readVariable(inner: string): number[] | Variable {
  // ${*}, ${?} and ${$} stand for the characters themselves [IAM User Guide, policy variables].
  if (inner === "*" || inner === "?" || inner === "$") return toCodes(inner, true);
  const found = /^\s*([^\s,']+)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inner);
  const name = found?.[1];
  if (name === undefined) throw new MalformedPolicyError("The policy failed legacy parsing");
  const fallback = found?.[2];
  return { key: name.toLowerCase(), name, ...(fallback === undefined ? {} : { fallback }) };
}

function foldOutsideVariables(text: string): string {
  return text.replaceAll(/\$\{[^}]*\}|[^$]+|\$/g, (piece) => (piece.startsWith("${") ? piece : piece.toLowerCase()));
}

function isVariable(part: Codes | Variable): part is Variable {
  return "key" in part;
}
