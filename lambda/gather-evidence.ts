// Asking AWS for the evidence of a containment: first the simulator, then, at its times, the trail.

import { parseArn } from "./arn.ts";
import type { Aws } from "./aws.ts";
import type { Deps } from "./deps.ts";
import type { Holding, Incident, IncidentStep, TrailReading } from "./model.ts";
import type { Evidence } from "./prove.ts";
import { STEPS } from "./step/index.ts";
import { enabledRegions, lookUpEverywhere } from "./trace/lookup-events.ts";

/** Undefined where there is nothing new to ask yet. The steps hold: whoever calls this has just seen to it. */
export async function gatherEvidence(deps: Deps, incident: Incident, aws: Aws): Promise<Evidence | undefined> {
  const isNew = incident.proof === "none" || incident.proof === "in-place";
  const isTime = isTimeToRead(deps, incident);
  if (!isNew && !isTime) return undefined;
  const steps = incident.steps.filter(({ status }) => status === "applied");
  const accessKeyIds = [...new Set(incident.alerts.flatMap(({ accessKeyId }) => accessKeyId ?? []))];
  const notEffective = await whyNotEffective(aws, steps);
  return {
    cutoff: incident.cutoff,
    accessKeyIds,
    ownWrites: steps.flatMap(({ requestIds }) => requestIds.at(-1) ?? []),
    settleSeconds: deps.config.settleSeconds,
    ...(notEffective === undefined ? {} : { notEffective }),
    ...(isTime ? { trail: await readTrail(deps, incident, aws, accessKeyIds) } : {}),
  };
}

async function whyNotEffective(aws: Aws, steps: readonly IncidentStep[]): Promise<string | undefined> {
  const found = await Promise.all(
    steps.map(({ step }) =>
      STEPS[step.type].effective(aws, step).catch(
        (error: Error): Holding => ({
          holds: false,
          because: `The policy simulator could not be asked: ${error.message}`,
        }),
      ),
    ),
  );
  return found.flatMap((holding) => (holding.holds ? [] : [holding.because]))[0];
}

const MINUTE = 60_000;

/** Often while it is new, then less: the trail is some five minutes late, and each reading costs calls in every Region. */
function isTimeToRead({ now, config }: Deps, { steps, evidence }: Incident): boolean {
  const contained = Math.max(...steps.map(({ appliedAt }) => Date.parse(appliedAt)));
  const age = now() - contained;
  const settled = config.settleSeconds * 1000;
  const every = age < 30 * MINUTE ? 5 * MINUTE : age < settled + 30 * MINUTE ? 15 * MINUTE : 60 * MINUTE;
  const last = evidence?.readThrough === undefined ? contained : Date.parse(evidence.readThrough);
  return now() - last >= every;
}

/** What the leaked keys have done since the cutoff, everywhere; and our own write, where IAM's events are. */
async function readTrail(deps: Deps, incident: Incident, aws: Aws, keys: readonly string[]): Promise<TrailReading> {
  const through = new Date(deps.now()).toISOString();
  const regions = await enabledRegions(aws).catch((error: Error) => error);
  if (regions instanceof Error) {
    return {
      events: [],
      regions: [],
      through,
      gaps: [`The account's Regions could not be listed: ${regions.message}`],
    };
  }
  const readings: TrailReading[] = [];
  for (const value of keys) {
    const lookup = { attribute: "AccessKeyId", value, from: incident.cutoff, to: through } as const;
    readings.push(await lookUpEverywhere(aws, regions, lookup, deps.sleep));
  }
  const own = await lookUpOwnWrite(deps, incident, aws);
  return {
    events: [...readings, own].flatMap(({ events }) => events),
    regions: regions.filter((region) => readings.every((reading) => reading.regions.includes(region))),
    through,
    gaps: [...new Set([...readings, own].flatMap(({ gaps }) => gaps))],
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
