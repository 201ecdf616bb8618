// What the guardrails are told beside the alert and its principal. Only what the configuration asks for costs a call.
import type { Context } from "./decide/guardrail.ts";
import type { Deps } from "./deps.ts";
import type { Word } from "./incident.ts";
import type { Claim } from "./ledger/ledger.ts";
import type { Alert, Resolution, RolePrincipal } from "./model.ts";

export type Told = {
  readonly now: number;
  readonly approved?: Word | undefined;
  readonly claim?: Claim | undefined;
  /** Containments of the last hour; undefined where that was not known in time. */
  readonly count?: number | undefined;
};

export async function gatherContext(deps: Deps, alert: Alert, resolution: Resolution, told: Told): Promise<Context> {
  const { approved, claim, count, now } = told;
  const [role, units] = await Promise.all([roleUse(deps, resolution, now), unitsIfAsked(deps, alert)]);
  return {
    home: deps.places.home,
    recentContainments: count,
    ...(approved ? { approved } : {}),
    ...(claim?.contained && !claim.ended ? { contained: true } : {}),
    ...(claim?.suppressed ? { suppressed: claim.suppressed } : {}),
    ...(claim?.answered ? { answered: claim.answered } : {}),
    ...(role ? { role } : {}),
    ...(units ? { units } : {}),
  };
}

/** Undefined where nobody asks, and where CloudTrail does not answer: then the guardrail asks a person. */
async function roleUse(deps: Deps, resolution: Resolution, now: number) {
  const { blastRadius } = deps.config;
  if (!blastRadius || !resolution.found || resolution.principal.kind !== "role") return undefined;
  const role: RolePrincipal = resolution.principal;
  const aws = await deps.places.aws(role.account);
  if (!aws) return undefined;
  const counting = import("./trace/role-use.ts").then(({ countUses }) => countUses(aws, role, now, deps));
  return counting.catch((error: unknown) => warn(deps, error, "the role's use"));
}

async function unitsIfAsked(deps: Deps, { account }: Alert) {
  const { administration } = deps.places;
  if (!administration || account === undefined || !deps.config.modes.some(({ units }) => units)) return undefined;
  const aws = await deps.places.aws(administration.account);
  if (!aws) return undefined;
  const reading = import("./organization/units.ts").then(({ unitsOf }) => unitsOf(aws, account));
  return reading.catch((error: unknown) => warn(deps, error, "the account's units"));
}

function warn(deps: Deps, error: unknown, what: string): undefined {
  deps.log.warn({ err: error }, `${what} could not be read`);
  return undefined;
}
