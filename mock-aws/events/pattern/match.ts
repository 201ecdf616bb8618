// Whether an event meets a compiled pattern.
import type { Alternative, EventPattern } from "./compile.ts";
import { type Field, flatten } from "./flatten.ts";
import { ABSENT } from "./matcher.ts";

/** Every field that the pattern names must match, and fields inside one array must be found in the same item of it. */
export function matches(pattern: EventPattern, event: unknown): boolean {
  return matchesFields(pattern, flatten(event));
}

/** For whoever asks many patterns about one event. */
export function matchesFields(pattern: EventPattern, fields: ReturnType<typeof flatten>): boolean {
  return pattern.alternatives.some((alternative) => meets(alternative, fields));
}

type Candidates = readonly Field[] | "absent";

function meets(alternative: Alternative, fields: ReadonlyMap<string, readonly Field[]>): boolean {
  const candidates: Candidates[] = [];
  for (const [name, matchers] of alternative) {
    const present = fields.get(name) ?? [];
    if (present.length === 0 && matchers.includes(ABSENT)) {
      candidates.push("absent");
      continue;
    }
    const matching = present.filter(({ value }) => matchers.some((one) => one !== ABSENT && one(value)));
    if (matching.length === 0) return false;
    candidates.push(matching);
  }
  return isConsistent(candidates, 0, new Map());
}

function isConsistent(candidates: readonly Candidates[], index: number, chosen: ReadonlyMap<string, number>): boolean {
  const next = candidates[index];
  if (next === undefined) return true;
  if (next === "absent") return isConsistent(candidates, index + 1, chosen);
  return next.some((field) => {
    for (const [array, item] of field.places) {
      const other = chosen.get(array);
      if (other !== undefined && other !== item) return false;
    }
    return isConsistent(candidates, index + 1, new Map([...chosen, ...field.places]));
  });
}
