// The Action and NotAction elements: which actions a statement speaks of.
import { compileGlob, type Glob, matchGlob } from "./glob.ts";

type ServiceActions = { all: boolean; readonly exact: Set<string>; readonly globs: Glob[] };

export type ActionSet = { readonly all: boolean; readonly services: ReadonlyMap<string, Readonly<ServiceActions>> };

/** An action in two lower-cased halves: "iam" and "putrolepolicy". */
export type ActionName = { readonly service: string; readonly name: string };

/** Actions are compared without regard to case [IAM User Guide, Action element]. */
export function actionName(action: string): ActionName {
  const lowered = action.toLowerCase();
  const colon = lowered.indexOf(":");
  return { service: lowered.slice(0, colon), name: lowered.slice(colon + 1) };
}

/** Patterns by service, so that a policy of a thousand actions costs one look-up. */
export function compileActions(patterns: readonly string[]): ActionSet {
  const services = new Map<string, ServiceActions>();
  let all = false;
  for (const pattern of patterns) {
    if (pattern === "*" || pattern === "*:*") all = true;
    else addPattern(services, actionName(pattern));
  }
  return { all, services };
}

export function matchActions(set: ActionSet, action: ActionName): boolean {
  if (set.all) return true;
  const service = set.services.get(action.service);
  if (service === undefined) return false;
  return service.all || service.exact.has(action.name) || service.globs.some((glob) => matchGlob(glob, action.name));
}

function addPattern(services: Map<string, ServiceActions>, { service, name }: ActionName): void {
  const actions = services.get(service) ?? { all: false, exact: new Set<string>(), globs: [] };
  services.set(service, actions);
  const glob = compileGlob(name);
  if (glob.type === "any") actions.all = true;
  else if (glob.type === "exact") actions.exact.add(glob.text);
  else actions.globs.push(glob);
}
