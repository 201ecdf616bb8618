// Paths into an event, such as `$.detail.items[0].name`: the part of JSONPath that EventBridge knows.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html

/** The step that stands for every member or item. */
const ANY = Symbol("*");

export type JsonPath = readonly (string | typeof ANY)[];

const STEP = /^(?:\.([A-Za-z0-9_/-]+)|\[(\d+)\]|\['([^']+)'\]|(\.\*|\[\*\]))/;

/** Undefined where it is none. */
export function readPath(path: string): JsonPath | undefined {
  if (!path.startsWith("$")) return undefined;
  const steps: (string | typeof ANY)[] = [];
  for (let rest = path.slice(1); rest !== ""; ) {
    const found = STEP.exec(rest);
    if (!found) return undefined;
    steps.push(found[1] ?? found[2] ?? found[3] ?? ANY);
    rest = rest.slice(found[0].length);
  }
  return steps;
}

/** What is there, undefined where nothing is; a path with `*` gives a list of all that it leads to. */
export function follow(path: JsonPath, value: unknown): unknown {
  const found = path.reduce<readonly unknown[]>((values, step) => values.flatMap((one) => take(one, step)), [value]);
  return path.includes(ANY) ? found : found[0];
}

function take(value: unknown, step: string | typeof ANY): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (step === ANY) return Object.values(value);
  return Object.hasOwn(value, step) ? [Reflect.get(value, step)] : [];
}
