// Which instances and functions hold credentials that have just died, on record with the commands that refresh them.
import type { Deps } from "./deps.ts";
import type { Incident } from "./incident.ts";
import type { Claim } from "./ledger/ledger.ts";
import { onlySession, stepsOnRole } from "./steps-on-role.ts";
import { findWorkloads } from "./workloads/find-workloads.ts";

/** Once the deny stands: who else holds credentials of the role that have just died, and how they get new ones. */
export async function tellWorkloads(deps: Deps, claim: Claim, incident: Incident): Promise<Incident> {
  const steps = stepsOnRole(incident);
  const [first] = steps;
  if (!first || !owesWorkloads(incident)) return incident;
  const only = onlySession(steps);
  const aws = await deps.places.aws(first.account);
  if (!aws) return incident;
  const found = await findWorkloads(aws, { name: first.roleName, arn: first.roleArn }, only).catch((error: Error) => ({
    workloads: [],
    gaps: [`Instances and functions could not be listed: ${error.message}`],
  }));
  const told = { type: "workloads", ...found, ...(only === undefined ? {} : { session: only }) } as const;
  return deps.ledger.append(claim, new Date(deps.now()).toISOString(), (now) => (areTold(now, only) ? [] : [told]));
}

export function owesWorkloads(incident: Incident): boolean {
  const steps = stepsOnRole(incident);
  return incident.status === "contained" && steps.length > 0 && !areTold(incident, onlySession(steps));
}

/** A deny that has become wider since concerns more of them. */
function areTold({ entries }: Incident, only: string | undefined): boolean {
  const told = entries.findLast((entry) => entry.type === "workloads");
  return told !== undefined && (told.session === undefined || told.session === only);
}
