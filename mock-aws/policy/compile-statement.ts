// From the elements of a statement to what the evaluator asks of them.
import { compileActions } from "./action.ts";
import type { Condition } from "./condition.ts";
import { MalformedPolicyError } from "./errors.ts";
import type { RawStatement } from "./grammar/raw.ts";
import { isKnownKey } from "./known-keys.ts";
import { compilePrincipals } from "./principal.ts";
import { compileResources, type ResourceSet, resourceVariables } from "./resource.ts";
import type { Negatable, Statement } from "./statement.ts";

/** `raw` has passed the checks of its kind. */
export function compileStatement(
  raw: RawStatement,
  index: number,
  conditions: readonly Condition[],
  variables: boolean,
): Statement {
  const resource = negatable(raw.resource, raw.notResource, (patterns) => compileResources(patterns, variables));
  const principal = negatable(raw.principal, raw.notPrincipal, compilePrincipals);
  const action = negatable(raw.action, raw.notAction, compileActions);
  if (action === undefined) throw new MalformedPolicyError("Policy statement must contain actions.");
  return {
    index,
    ...(raw.sid === undefined || raw.sid === "" ? {} : { sid: raw.sid }),
    effect: raw.effect === "Deny" ? "Deny" : "Allow",
    action,
    ...(resource === undefined ? {} : { resource }),
    ...(principal === undefined ? {} : { principal }),
    conditions,
    unknownKeys: unknownKeys(conditions, resource?.set ?? []),
    begin: raw.begin,
    end: raw.end,
  };
}

function negatable<Raw, T>(is: Raw | undefined, not: Raw | undefined, compile: (raw: Raw) => T) {
  const raw = is ?? not;
  return raw === undefined ? undefined : ({ not: is === undefined, set: compile(raw) } satisfies Negatable<T>);
}

function unknownKeys(conditions: readonly Condition[], resources: ResourceSet): string[] {
  const variables = conditions.flatMap((condition) =>
    condition.type === "comparison" ? condition.tests.flatMap((test) => test.variables) : [],
  );
  const names = [...conditions, ...variables, ...resourceVariables(resources)].map(({ name }) => name);
  return [...new Set(names)].filter((name) => !isKnownKey(name.toLowerCase()));
}
