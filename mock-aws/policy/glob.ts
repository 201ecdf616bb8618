// Wildcard patterns of the policy language: * for any run of characters, ? for exactly one.

/** Codes of a pattern: UTF-16 units, or one of the two wildcards. */
export type Codes = readonly number[];

export type Glob =
  | { readonly type: "any" }
  | { readonly type: "exact"; readonly text: string }
  | { readonly type: "prefix"; readonly text: string }
  | { readonly type: "codes"; readonly codes: Codes };

const ANY_RUN = -1;
const ANY_ONE = -2;

const STAR = 42;
const QUESTION = 63;

/** The codes of a text in which * and ? are wildcards, or, with `literal`, plain characters. */
export function toCodes(text: string, literal: boolean): number[] {
  const codes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (literal || (code !== STAR && code !== QUESTION)) codes.push(code);
    else if (code === QUESTION) codes.push(ANY_ONE);
    else if (codes.at(-1) !== ANY_RUN) codes.push(ANY_RUN);
  }
  return codes;
}

export function compileGlob(text: string): Glob {
  return globOf(toCodes(text, false));
}

/** The cheapest form that matches the same texts. */
export function globOf(codes: Codes): Glob {
  const wildcard = codes.findIndex((code) => code < 0);
  if (wildcard < 0) return { type: "exact", text: textOf(codes) };
  if (wildcard === codes.length - 1 && codes[wildcard] === ANY_RUN) {
    return wildcard === 0 ? { type: "any" } : { type: "prefix", text: textOf(codes.slice(0, -1)) };
  }
  return { type: "codes", codes };
}

export function matchGlob(glob: Glob, text: string): boolean {
  switch (glob.type) {
    case "any":
      return true;
    case "exact":
      return glob.text === text;
    case "prefix":
      return text.startsWith(glob.text);
    case "codes":
      return matchCodes(glob.codes, text);
  }
}

/** Linear in pattern × text whatever the pattern: policies come from strangers, and regular expressions can hang. */
function matchCodes(codes: Codes, text: string): boolean {
  let at = 0;
  let pattern = 0;
  let runPattern = -1;
  let runAt = 0;
  while (at < text.length) {
    const code = codes[pattern];
    if (code === ANY_RUN) {
      runPattern = pattern++;
      runAt = at;
    } else if (code === ANY_ONE || code === text.charCodeAt(at)) {
      pattern++;
      at++;
    } else if (runPattern >= 0) {
      pattern = runPattern + 1;
      at = ++runAt;
    } else return false;
  }
  while (codes[pattern] === ANY_RUN) pattern++;
  return pattern === codes.length;
}

function textOf(codes: Codes): string {
  let text = "";
  for (const code of codes) text += String.fromCharCode(code);
  return text;
}
