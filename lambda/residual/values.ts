// Finding values in records of CloudTrail, which write one member as dBSnapshotIdentifier, DBSnapshotIdentifier or otherwise.

/**
 * The value at `a.b.c` or `a.0`, whatever the case of the names; nothing where the path ends. Only members of the record's own count:
 * `constructor` is a name like any other.
 */
export function valueAt(value: unknown, path: string): unknown {
  return path === "" ? value : path.split(".").reduce(memberOf, value);
}

/** As a text: numbers and booleans too, and the `content` of EC2's `{"content": "fl-…", "tag": 1}`. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const content = memberOf(value, "content");
  return typeof content === "string" && content !== "" ? content : undefined;
}

/** EC2 writes a list of one as the thing itself at times. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === null || value === undefined || value === "") return [];
  return Array.isArray(value) ? value : [value];
}

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  if (Object.hasOwn(value, name)) return (value as Readonly<Record<string, unknown>>)[name]; // It has the member.
  const wanted = name.toLowerCase();
  const found = Object.keys(value).find(
    (member) => member.length === wanted.length && member.toLowerCase() === wanted, // Lengths first: most names are absent.
  );
  return found === undefined ? undefined : (value as Readonly<Record<string, unknown>>)[found];
}
