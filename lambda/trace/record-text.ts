// Texts out of a record of CloudTrail, whose shape nobody promises.

/** The text at the end of the path; undefined where there is none, or an empty one. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "string" && found !== "" ? found : undefined;
}

export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, name) ? Reflect.get(inner, name) : undefined,
    value,
  );
}

const DEEPEST = 8;
const MOST_TEXTS = 2_000;

/** Every text in it, however deep within reason, with the name of the member that holds it. */
export function textsIn(value: unknown): readonly { readonly name: string; readonly text: string }[] {
  const found: { name: string; text: string }[] = [];
  collect(value, "", 0, found);
  return found;
}

/** Whether a member's name has the form, however deep within reason. */
export function hasMember(value: unknown, form: RegExp, depth = 0): boolean {
  if (depth > DEEPEST || typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([name, inner]) => (!Array.isArray(value) && form.test(name)) || hasMember(inner, form, depth + 1),
  );
}

function collect(value: unknown, name: string, depth: number, found: { name: string; text: string }[]): void {
  if (found.length >= MOST_TEXTS || depth > DEEPEST) return;
  if (typeof value === "string") found.push({ name, text: value });
  else if (Array.isArray(value)) for (const item of value) collect(item, name, depth + 1, found);
  else if (typeof value === "object" && value !== null) {
    for (const [member, inner] of Object.entries(value)) collect(inner, member, depth + 1, found);
  }
}
