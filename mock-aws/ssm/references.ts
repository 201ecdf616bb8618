// `{{ … }}` in a document: parameters, outputs of steps, system variables. What is put in is never looked at again.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html

const MARK = /\{\{\s*(.*?)\s*\}\}/gs;

/** What all texts in a value refer to. */
export function referencesIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [...value.matchAll(MARK)].map(([, name = ""]) => name);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(referencesIn);
}

/**
 * A text that is one reference becomes what it refers to, with its type; in a longer text it is written out. "Multi-level
 * expansion" is not supported: a value with marks of its own stays as it is. `lookUp` may throw for what has no value.
 */
export function resolve(value: unknown, lookUp: (reference: string) => unknown): unknown {
  if (typeof value === "string") {
    const [whole] = value.matchAll(MARK);
    if (whole?.[0] === value) return lookUp(whole[1] ?? "");
    return value.replace(MARK, (_, name: string) => asText(lookUp(name)));
  }
  if (Array.isArray(value)) return value.map((item) => resolve(item, lookUp));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolve(member, lookUp)]));
}

export function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
