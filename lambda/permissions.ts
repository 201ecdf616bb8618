// The actions that the responder takes: the union of what its parts declare, by the account they are taken in and as configured.
import type { Config } from "./config.ts";
import { IDENTIFY_PERMISSIONS } from "./identify/find-owner.ts";
import { UNITS_PERMISSIONS } from "./organization/units.ts";
import { IDENTITY_CENTER_PERMISSIONS } from "./resolve/identity-center.ts";
import { RESOLVE_PERMISSIONS } from "./resolve/index.ts";
import { ROOT_PERMISSIONS } from "./resolve/root.ts";
import { STEPS } from "./step/index.ts";
import type { StepType } from "./steps.ts";
import { LOOKUP_PERMISSIONS } from "./trace/lookup-events.ts";
import { WAYS_IN_PERMISSIONS } from "./ways-in/find-ways-in.ts";
import { WORKLOADS_PERMISSIONS } from "./workloads/find-workloads.ts";

/** The settings that decide which actions are ever taken. */
export type Taken = Pick<Config, "administration" | "denyAssume" | "fallback" | "modes" | "trace" | "waysIn">;

/** When a step may be taken at all. What is not named is taken always. */
const TAKEN: { readonly [T in StepType]?: (config: Taken) => boolean } = {
  "deny-role-sessions-managed": ({ fallback }) => fallback !== "none",
  "deny-user-sessions-managed": ({ fallback }) => fallback !== "none",
  "deny-role-sessions-boundary": ({ fallback }) => fallback === "boundary",
  "deny-assume": ({ denyAssume }) => denyAssume,
  "deny-outsiders": ({ denyAssume, trace }) => denyAssume || trace, // Without the setting, where a person says so.
};

/** Steps that are taken in the account that administers the organization; all others are taken in the credential's own. */
const TAKEN_IN_ADMINISTRATION: { readonly [T in StepType]?: (config: Taken) => boolean } = {
  "deny-permission-set": ({ administration }) => administration !== undefined,
  "deny-by-scp": ({ administration }) => administration?.scp === true,
  "deny-sessions-by-scp": ({ administration }) => administration?.backstop === true,
};

/** In an account that is served. */
export function accountPermissions(config: Taken): readonly string[] {
  const isTaken = (type: StepType) => !(type in TAKEN_IN_ADMINISTRATION) && (TAKEN[type]?.(config) ?? true);
  return sorted([
    ...IDENTIFY_PERMISSIONS,
    ...RESOLVE_PERMISSIONS,
    ...permissionsOf(isTaken),
    ...LOOKUP_PERMISSIONS,
    ...WORKLOADS_PERMISSIONS,
    ...(config.waysIn ? WAYS_IN_PERMISSIONS : []),
  ]);
}

/** In the account that administers the organization. */
export function administrationPermissions(config: Taken): readonly string[] {
  const isTaken = (type: StepType) => TAKEN_IN_ADMINISTRATION[type]?.(config) ?? false;
  return sorted([
    ...ROOT_PERMISSIONS,
    ...IDENTITY_CENTER_PERMISSIONS,
    ...(config.modes.some(({ units }) => units !== undefined) ? UNITS_PERMISSIONS : []),
    ...permissionsOf(isTaken),
    "cloudtrail:LookupEvents", // Who undid what.
  ]);
}

function permissionsOf(isTaken: (type: StepType) => boolean): readonly string[] {
  return Object.entries(STEPS).flatMap(([type, { permissions }]) => (isTaken(type as StepType) ? permissions : []));
}

function sorted(actions: readonly string[]): readonly string[] {
  return [...new Set(actions)].sort();
}
