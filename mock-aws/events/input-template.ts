// Templates of what a target is sent: text with `<variables>`, filled from the event.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html

type Part = string | { readonly name: string; readonly isInString: boolean };

export type InputTemplate = readonly Part[];

/** "The characters < and > cannot be escaped": whatever stands between them is a variable. */
const TOKEN = /<([^<>]*)>|\\.|[^<\\"]+|./gsu;

export function readTemplate(text: string): InputTemplate {
  const parts: Part[] = [];
  let isInString = false;
  for (const [token, name] of text.matchAll(TOKEN)) {
    if (token === '"') isInString = !isInString;
    parts.push(name === undefined ? token : { name, isInString });
  }
  return parts;
}

export function variablesOf(template: InputTemplate): readonly string[] {
  return template.flatMap((part) => (typeof part === "string" ? [] : [part.name]));
}

export function fill(template: InputTemplate, find: (name: string) => unknown): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      const value = find(part.name);
      return part.isInString ? insideString(value) : standingAlone(value);
    })
    .join("");
}

/**
 * Texts are not escaped, objects and lists lose their quotes, and what is not in the event leaves nothing [recorded].
 * So a text with a quote in it breaks the whole.
 */
function insideString(value: unknown): string {
  if (typeof value === "string") return value;
  return (JSON.stringify(value) ?? "").replaceAll('"', "");
}

/** Texts get their quotes; what is not in the event is an empty text [recorded]. */
function standingAlone(value: unknown): string {
  return JSON.stringify(value) ?? '""';
}

/** Whether a template, filled, is something to send: JSON, or several lines of it, "each in double quotes". */
export function isSendable(text: string): boolean {
  return isJson(text) || text.split("\n").every((line) => line.trim() === "" || isJson(line));
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
