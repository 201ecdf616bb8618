// Asking AWS for the evidence of a containment: first the simulator, then, at its times, the trail.

import { parseArn } from "./arn.ts";
import type { Aws } from "./aws.ts";
import type { Deps } from "./deps.ts";
import type { Incident, IncidentStep } from "./model.ts";
import type { Evidence, TrailEvidence } from "./prove.ts";
import { STEPS } from "./step/index.ts";
import { enabledRegions, lookUpEverywhere } from "./trace/lookup-events.ts";

/** Undefined where there is nothing new to ask yet. The steps hold: whoever calls this has just seen to it. */
export async function gatherEvidence(deps: Deps, incident: Incident, aws: Aws): Promise<Evidence | undefined> {
  const steps = incident.steps.filter(({ status }) => status === "applied");
  const base = {
    cutoff: incident.cutoff,
    accessKeyIds: [...new Set(incident.alerts.flatMap(({ accessKeyId }) => accessKeyId ?? []))],
    ownWrites: steps.flatMap(({ requestIds }) => requestIds.at(-1) ?? []),
    settleSeconds: deps.config.settleSeconds,
  };
  if (incident.proof === "none" || incident.proof === "in-place") {
    const notEffective = await whyNotEffective(aws, steps);
    return notEffective === undefined ? base : { ...base, notEffective };
  }
  if (!isTimeToRead(deps, incident)) return undefined;
  return { ...base, trail: await readTrail(deps, incident, aws, base.accessKeyIds) };
}

async function whyNotEffective(aws: Aws, steps: readonly IncidentStep[]): Promise<string | undefined> {
  const found = await Promise.all(steps.map(({ step }) => STEPS[step.type].effective(aws, step)));
  return found.flatMap((holding) => (holding.holds ? [] : [holding.because]))[0];
}

const MINUTE = 60_000;

/** Often while it is new, then less: the trail is some five minutes late, and each reading costs calls in every Region. */
function isTimeToRead({ now, config }: Deps, { containedAt, evidence }: Incident): boolean {
  const contained = Date.parse(containedAt ?? "");
  const age = now() - contained;
  const settled = config.settleSeconds * 1000;
  const every = age < 30 * MINUTE ? 5 * MINUTE : age < settled + 30 * MINUTE ? 15 * MINUTE : 60 * MINUTE;
  const last = evidence?.readThrough === undefined ? contained : Date.parse(evidence.readThrough);
  return now() - last >= every;
}

/** What the leaked keys have done since the cutoff, everywhere; and our own write, where IAM's events are. */
async function readTrail(deps: Deps, incident: Incident, aws: Aws, keys: readonly string[]): Promise<TrailEvidence> {
  const through = new Date(deps.now()).toISOString();
  const regions = await enabledRegions(aws);
  const everywhere = await Promise.all(
    keys.map((value) =>
      lookUpEverywhere(
        aws,
        regions,
        { attribute: "AccessKeyId", value, from: incident.cutoff, to: through },
        deps.sleep,
      ),
    ),
  );
  const own = await lookUpOwnWrite(deps, incident, aws);
  return {
    events: [...everywhere, own].flatMap(({ events }) => events),
    regions: regions.filter((region) => everywhere.every((reading) => reading.regions.includes(region))),
    through,
    gaps: [...new Set(everywhere.flatMap(({ gaps }) => gaps))],
  };
}

/** Around the time of the last write, with room for clocks that differ. */
async function lookUpOwnWrite({ sleep }: Deps, incident: Incident, aws: Aws) {
  const written = Math.max(...incident.steps.map(({ appliedAt }) => Date.parse(appliedAt)));
  const [from = "", to = ""] = [written - 5 * MINUTE, written + 5 * MINUTE].map((ms) => new Date(ms).toISOString());
  const region = HOME_OF_IAM[parseArn(incident.steps[0]?.step.roleArn ?? "")?.partition ?? "aws"] ?? "us-east-1";
  return lookUpEverywhere(aws, [region], { attribute: "EventName", value: "PutRolePolicy", from, to }, sleep);
}

/** Where a partition's IAM events are recorded: https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
const HOME_OF_IAM: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
};
