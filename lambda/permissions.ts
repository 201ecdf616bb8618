// The actions that the responder takes: the union of what its parts declare, by the account they are taken in.
import { IDENTIFY_PERMISSIONS } from "./identify/index.ts";
import { UNITS_PERMISSIONS } from "./organization/units.ts";
import { RESOLVE_ADMINISTRATION_PERMISSIONS, RESOLVE_PERMISSIONS } from "./resolve/index.ts";
import { STEPS } from "./step/index.ts";
import type { StepType } from "./steps.ts";
import { LOOKUP_PERMISSIONS } from "./trace/lookup-events.ts";
import { WAYS_IN_PERMISSIONS } from "./ways-in/find-ways-in.ts";
import { WORKLOADS_PERMISSIONS } from "./workloads/find-workloads.ts";

/** Steps that are taken in the account that administers the organization; all others are taken in the credential's own. */
const IN_ADMINISTRATION: readonly StepType[] = ["deny-permission-set", "deny-by-scp", "deny-sessions-by-scp"];

function permissionsOf(isHere: (type: StepType) => boolean): readonly string[] {
  return Object.entries(STEPS).flatMap(([type, { permissions }]) => (isHere(type as StepType) ? permissions : []));
}

/** In an account that is served. */
export const AWS_PERMISSIONS: readonly string[] = sorted([
  ...IDENTIFY_PERMISSIONS,
  ...RESOLVE_PERMISSIONS,
  ...permissionsOf((type) => !IN_ADMINISTRATION.includes(type)),
  ...LOOKUP_PERMISSIONS,
  ...WORKLOADS_PERMISSIONS,
  ...WAYS_IN_PERMISSIONS,
]);

/** In the account that administers the organization. */
export const ORGANIZATION_PERMISSIONS: readonly string[] = sorted([
  ...RESOLVE_ADMINISTRATION_PERMISSIONS,
  ...UNITS_PERMISSIONS,
  ...permissionsOf((type) => IN_ADMINISTRATION.includes(type)),
  "cloudtrail:LookupEvents",
]);

function sorted(actions: readonly string[]): readonly string[] {
  return [...new Set(actions)].sort();
}
