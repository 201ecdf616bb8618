// What a target is sent: the event, a part of it, or a constant.
import type { Target } from "./buses.ts";
import type { BusEvent } from "./event.ts";

/** JSON; undefined where the path leads to nothing in the event. */
export function inputFor(target: Target, event: BusEvent): string | undefined {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath === undefined) return JSON.stringify(event);
  let part: unknown = event;
  for (const step of readPath(target.InputPath) ?? []) {
    part = typeof part === "object" && part !== null ? Reflect.get(part, step) : undefined;
  }
  return JSON.stringify(part);
}

const STEP = /^(?:\.([A-Za-z0-9_-]+)|\[(\d+)\]|\['([^']+)'\])/;

/** The steps of a path such as `$.detail.items[0]`; undefined where it is none. */
export function readPath(path: string): readonly string[] | undefined {
  if (!path.startsWith("$")) return undefined;
  const steps: string[] = [];
  for (let rest = path.slice(1); rest !== ""; ) {
    const found = STEP.exec(rest);
    const step = found?.[1] ?? found?.[2] ?? found?.[3];
    if (!found || step === undefined) return undefined;
    steps.push(step);
    rest = rest.slice(found[0].length);
  }
  return steps;
}
