// Asking AWS for the evidence of a containment: first the simulator, then, at its times, the trail.

import { parseArn } from "./arn.ts";
import type { Deps } from "./deps.ts";
import type { TrailReading } from "./evidence.ts";
import type { Incident, IncidentStep } from "./incident.ts";
import type { Evidence } from "./prove.ts";
import { trailGaps } from "./residual/trail-gaps.ts";
import { kindOf } from "./step/index.ts";
import type { Holding, Step } from "./steps.ts";
import { enabledRegions, lookUpEverywhere } from "./trace/lookup-events.ts";

/** Undefined where there is nothing new to ask yet. The steps hold: whoever calls this has just seen to it. */
export async function gatherEvidence(deps: Deps, incident: Incident, now = false): Promise<Evidence | undefined> {
  const isNew = incident.proof === "none" || incident.proof === "in-place";
  const isTime = now || isTimeToRead(deps, incident);
  if (!isNew && !isTime) return undefined;
  const steps = incident.steps.filter(({ status }) => status === "applied");
  const accessKeyIds = [...new Set(incident.alerts.flatMap(({ accessKeyId }) => accessKeyId ?? []))];
  const notEffective = await whyNotEffective(deps, steps);
  return {
    cutoff: incident.cutoff,
    accessKeyIds,
    ownWrites: steps.flatMap(({ requestIds }) => requestIds.at(-1) ?? []),
    settleSeconds: deps.config.settleSeconds,
    ...(notEffective === undefined ? {} : { notEffective }),
    ...(isTime ? { trail: await readTrail(deps, incident, accessKeyIds) } : {}),
  };
}

async function whyNotEffective({ places }: Deps, steps: readonly IncidentStep[]): Promise<string | undefined> {
  const found = await Promise.all(
    steps.map(async ({ step }): Promise<Holding> => {
      try {
        const aws = await places.aws(step.account);
        if (!aws) throw new Error(`the account ${step.account} is not served`);
        return await kindOf(step).effective(aws, step);
      } catch (error) {
        const { message } = error instanceof Error ? error : new Error(String(error));
        return { holds: false, because: `The policy simulator could not be asked: ${message}` };
      }
    }),
  );
  return found.flatMap((holding) => (holding.holds ? [] : [holding.because]))[0];
}

const MINUTE = 60_000;

/** Often while it is new, then less: the trail is some five minutes late, and each reading costs calls in every Region. */
export function isTimeToRead({ now, config }: Deps, { steps, evidence }: Incident): boolean {
  const contained = Math.max(...steps.map(({ appliedAt }) => Date.parse(appliedAt)));
  const age = now() - contained;
  const settled = config.settleSeconds * 1000;
  const every = age < 30 * MINUTE ? 5 * MINUTE : age < settled + 30 * MINUTE ? 15 * MINUTE : 60 * MINUTE;
  const last = evidence?.readThrough === undefined ? contained : Date.parse(evidence.readThrough);
  return now() - last >= every;
}

/** What the leaked keys have done since the cutoff, everywhere; and our own writes, where they are recorded. */
async function readTrail(deps: Deps, incident: Incident, keys: readonly string[]): Promise<TrailReading> {
  const through = new Date(deps.now()).toISOString();
  const aws = await deps.places.aws(incident.account);
  const regions = aws
    ? await enabledRegions(aws).catch((error: Error) => error)
    : new Error(`the account ${incident.account} is not served`);
  if (!aws || regions instanceof Error) {
    const because = regions instanceof Error ? regions.message : "";
    return { events: [], regions: [], through, gaps: [`The account's Regions could not be listed: ${because}`] };
  }
  const readings: TrailReading[] = [];
  for (const value of keys) {
    const lookup = { attribute: "AccessKeyId", value, from: incident.cutoff, to: through } as const;
    readings.push(await lookUpEverywhere(aws, regions, lookup, deps));
  }
  const own = await lookUpOwnWrites(deps, incident);
  const trace = (await deps.ledger.readTrace(incident.id)) ?? NOT_TRACED;
  return {
    events: [...readings, ...own].flatMap(({ events }) => events),
    regions: regions.filter((region) => readings.every((reading) => reading.regions.includes(region))),
    through,
    gaps: [...new Set([...readings, ...own, trace].flatMap(({ gaps }) => gaps).concat(trailGaps(incident.residual)))],
  };
}

const NOT_TRACED = { gaps: ["What the leaked credential has opened is not known: nobody has followed it yet."] };

/** Around the times of the last writes, with room for clocks that differ; one search for all steps of a kind and place. */
async function lookUpOwnWrites(deps: Deps, incident: Incident): Promise<readonly TrailReading[]> {
  const searches = new Map<string, { readonly step: Step; readonly value: string; readonly written: number }>();
  for (const { step, status, appliedAt, requestIds } of incident.steps) {
    if (status !== "applied" || requestIds.length === 0) continue;
    const written = Date.parse(appliedAt);
    for (const value of kindOf(step).recordedAs) {
      searches.set([step.account, regionOfRecord(step), value, appliedAt].join(" "), { step, value, written });
    }
  }
  const readings: TrailReading[] = [];
  for (const { step, value, written } of searches.values()) {
    const [from = "", to = ""] = [written - 5 * MINUTE, written + 5 * MINUTE].map((ms) => new Date(ms).toISOString());
    const aws = await deps.places.aws(step.account);
    const lookup = { attribute: "EventName", value, from, to } as const;
    if (aws) readings.push(await lookUpEverywhere(aws, [regionOfRecord(step)], lookup, deps));
  }
  return readings;
}

/** Where CloudTrail shows the step: IAM's and Organizations' events have one Region in each partition. */
function regionOfRecord(step: Step): string {
  if (step.type === "deny-permission-set") return step.region;
  return HOME_OF_IAM[partitionOf(step)] ?? "us-east-1";
}

function partitionOf(step: Step): string {
  if ("partition" in step) return step.partition;
  const arn = "roleArn" in step ? step.roleArn : "userArn" in step ? step.userArn : "";
  return parseArn(arn)?.partition ?? "aws";
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
const HOME_OF_IAM: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
};
