// Every kind of step, by its type.
import type { Step, StepType } from "../steps.ts";
import { deactivateKey } from "./deactivate-key.ts";
import { denyAssume } from "./deny-assume.ts";
import { denyByScp } from "./deny-by-scp.ts";
import { denyOutsiders } from "./deny-outsiders.ts";
import { denyPermissionSet } from "./deny-permission-set.ts";
import { denyRoleSessions } from "./deny-role-sessions.ts";
import { denyRoleSessionsBoundary } from "./deny-role-sessions-boundary.ts";
import { denyRoleSessionsManaged } from "./deny-role-sessions-managed.ts";
import { denySession } from "./deny-session.ts";
import { denySessionsByScp } from "./deny-sessions-by-scp.ts";
import { denyUserSessions } from "./deny-user-sessions.ts";
import { denyUserSessionsManaged } from "./deny-user-sessions-managed.ts";
import { disableConsole } from "./disable-console.ts";
import type { StepKind } from "./step-kind.ts";

export const STEPS: { readonly [T in StepType]: StepKind<T> } = {
  "deny-role-sessions": denyRoleSessions,
  "deny-role-sessions-managed": denyRoleSessionsManaged,
  "deny-role-sessions-boundary": denyRoleSessionsBoundary,
  "deny-session": denySession,
  "deny-user-sessions": denyUserSessions,
  "deny-user-sessions-managed": denyUserSessionsManaged,
  "deactivate-key": deactivateKey,
  "disable-console": disableConsole,
  "deny-permission-set": denyPermissionSet,
  "deny-by-scp": denyByScp,
  "deny-sessions-by-scp": denySessionsByScp,
  "deny-assume": denyAssume,
  "deny-outsiders": denyOutsiders,
};

/** The kind of a step, for whoever has it in hand without knowing which it is. */
export function kindOf<S extends Step>(step: S): StepKind<S["type"]> {
  return STEPS[step.type] as unknown as StepKind<S["type"]>; // TypeScript does not see that the two belong together.
}

/** How long after its cutoff nothing is left for the step to deny; undefined: only a person's word lifts it. */
export function inertAfter(step: Step): number | undefined {
  const { inertAfterSeconds } = kindOf(step);
  return typeof inertAfterSeconds === "function" ? inertAfterSeconds(step) : inertAfterSeconds;
}
