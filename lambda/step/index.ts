// Every kind of step, by its type.
import type { StepType } from "../model.ts";
import { denyRoleSessions } from "./deny-role-sessions.ts";
import type { StepKind } from "./step-kind.ts";

export const STEPS: { readonly [T in StepType]: StepKind<T> } = {
  "deny-role-sessions": denyRoleSessions,
};
