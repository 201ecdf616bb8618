// The Resource and NotResource elements: which resources a statement speaks of.
import type { RequestContext } from "./request.ts";
import { type Unresolved, weightier } from "./unresolved.ts";
import { compileTemplate, matchTemplate, type Template, type Variable, variablesOf } from "./variables.ts";

export type ResourceSet = readonly Template[];

/**
 * Resources are compared whole and with regard to case: "if the asterisk is the last character of a resource ARN
 * segment, it can expand to match beyond the colon boundaries" [IAM User Guide, Resource element].
 */
export function compileResources(patterns: readonly string[], variables: boolean): ResourceSet {
  return patterns.map((pattern) => compileTemplate(pattern, { variables, wildcards: true }));
}

/** Unresolved when nothing matches and a pattern could not be filled in. */
export function matchResources(set: ResourceSet, resource: string, context: RequestContext): boolean | Unresolved {
  let unresolved: Unresolved | undefined;
  for (const template of set) {
    const outcome = matchTemplate(template, resource, context);
    if (outcome === true) return true;
    if (outcome !== false) unresolved = weightier(unresolved, outcome);
  }
  return unresolved ?? false;
}

export function resourceVariables(set: ResourceSet): readonly Variable[] {
  return set.flatMap(variablesOf);
}
