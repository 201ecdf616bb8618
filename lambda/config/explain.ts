// What is wrong with a configuration, a line for each setting: its path, what it is, what would be right.
import * as z from "zod";

type Issue = z.core.$ZodIssue;
type JsonSchema = z.core.JSONSchema.BaseSchema;

/** `issues` as `safeParse` gives them with `reportInput`. */
export function explain(issues: readonly Issue[], schema: z.ZodType): string {
  return issues
    .flatMap((issue) => (issue.code === "unrecognized_keys" ? unknownKeys(issue, schema) : [wrongValue(issue)]))
    .map((line) => `- ${line}`)
    .join("\n");
}

function unknownKeys({ keys, path }: Extract<Issue, { code: "unrecognized_keys" }>, schema: z.ZodType): string[] {
  const known = knownKeys(z.toJSONSchema(schema, { io: "input" }), path);
  return keys.map((key) => {
    const nearest = nearestOf(key, known);
    const hint = nearest === undefined ? `There are: ${known.join(", ")}.` : `Did you mean ${nearest}?`;
    return `${pathOf([...path, key])}: there is no such setting. ${hint}`;
  });
}

function wrongValue(issue: Issue): string {
  const where = issue.path.length === 0 ? "the configuration" : pathOf(issue.path);
  const given = issue.code === "custom" || issue.input === undefined ? "" : `; it is ${shown(issue.input)}`;
  return `${where}: ${requirement(issue)}${given}`;
}

function requirement(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? `is missing, and must be ${typeName(issue)}` : `must be ${typeName(issue)}`;
    case "invalid_value":
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "too_small":
      return `must be ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}${measure(issue.origin)}`;
    case "too_big":
      return `must be ${issue.inclusive ? "at most" : "less than"} ${issue.maximum}${measure(issue.origin)}`;
    default:
      return issue.message;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  int: "a whole number",
  number: "a number",
  string: 'a text, in " "',
  boolean: "true or false",
  array: "a list, in [ ]",
  object: "an object, in { }",
};

function typeName({ expected }: Extract<Issue, { code: "invalid_type" }>): string {
  return TYPES[expected] ?? expected;
}

function measure(origin: string): string {
  return origin === "array" || origin === "string" ? " long" : "";
}

const MOST_SHOWN = 80;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value;
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`;
}

/** `modes[0].accounts[2]` */
function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text.replace(/^\./, "");
}

function knownKeys(schema: JsonSchema, path: readonly PropertyKey[]): readonly string[] {
  let here: JsonSchema | undefined = schema;
  for (const part of path) {
    const next: unknown = typeof part === "number" ? here?.items : here?.properties?.[String(part)];
    here = next as JsonSchema | undefined; // zod's own words: an object below `items` and `properties`.
  }
  return Object.keys(here?.properties ?? {});
}

/** The known key that a slip of the pen may have meant. */
function nearestOf(key: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: distance(key.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance);
  return best && best.distance <= Math.max(2, key.length / 3) ? best.candidate : undefined;
}

/** How many letters must be put in, taken out or changed to make the one of the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column++) {
      const changed = (row[column - 1] ?? 0) + (other[column - 1] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
