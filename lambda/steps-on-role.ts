// What is in force on the role that an incident is about.
import { type Incident, inForce } from "./incident.ts";
import type { Step } from "./steps.ts";

/** The denies of older sessions; a deny in the trust policy ends none. */
export type OnRole = Extract<Step, { readonly roleId: string; readonly cutoff: string }>;

/** What is in force on the role that the incident is about, and not on others that the trace has found. */
export function stepsOnRole(incident: Incident): readonly OnRole[] {
  const { principal } = incident;
  return inForce(incident).flatMap(({ step }) =>
    "roleId" in step && "cutoff" in step && "id" in principal && step.roleId === principal.id ? [step] : [],
  );
}

/** The one session that is denied; undefined where it is more. */
export function onlySession(steps: readonly OnRole[]): string | undefined {
  const sessions = new Set(steps.map((step) => ("session" in step ? step.session : undefined)));
  return sessions.size === 1 ? [...sessions][0] : undefined;
}
