// Whether a trail logs every management event, without which EventBridge brings no call: hops and tampering are minutes late.
import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type Trail,
} from "@aws-sdk/client-cloudtrail";
import { commandLine } from "../../lambda/command-line.ts";
import { whyUnseen } from "./call-error.ts";
import type { Check, Found } from "./check.ts";
import type { Examined } from "./examined.ts";
import { inEachRegion } from "./in-each-region.ts";
import { missesOf } from "./trail-selectors.ts";

export const trailCheck: Check = {
  name: "trail",
  title: "CloudTrail",
  about: "EventBridge brings the calls of a trail alone; without one hops and tampering are found minutes later.",
  permissions: [
    "cloudtrail:DescribeTrails",
    "cloudtrail:GetTrailStatus",
    "cloudtrail:GetEventSelectors",
    "lambda:InvokeFunction",
  ],
  ofMembers: true,
  async run(examined) {
    return together(await inEachRegion(examined, lookAt));
  },
};

/** A trail of every Region is one thing, and so is none: what is said of several Regions alike is said once. */
function together(found: readonly Found[]): readonly Found[] {
  const alike = Map.groupBy(found, ({ what, status, fix }) => JSON.stringify([what, status, fix]));
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const regions = [first, ...others].flatMap(({ where }) => where?.region ?? []);
    const what = regions.length === 0 ? first.what : `${first.what} Here: ${regions.join(", ")}.`;
    return [{ ...first, what, where: { ...first.where, region: others.length === 0 ? regions[0] : undefined } }];
  });
}

async function lookAt(examined: Examined, region: string): Promise<readonly Found[]> {
  const { trailList = [] } = await examined
    .aws(region)
    .cloudtrail.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
  const looks = await Promise.all(
    trailList.map(async (trail) => ({
      trail,
      found: await lookAtTrail(examined, region, trail).catch(notSeen(trail)),
    })),
  );
  const best = BEST_FIRST.flatMap((status) => looks.find(({ found }) => found.status === status) ?? [])[0];
  if (best) return [{ ...best.found, where: { ...best.found.where, region } }, ...warnings(best.trail)];
  if (looks.length > 0) return looks.map(({ found }) => found);
  const what = "No trail logs what happens.";
  return [{ status: "problem", what, fix: createLine(examined.region), where: { region } }];
}

/** One that is well is enough, whatever is wrong with others; of those that are not, all are told. */
const BEST_FIRST = ["ok", "warning", "unknown"] as const;

/** Of an organization's trail a member account may not be told. */
function notSeen({ Name = "" }: Trail): (error: unknown) => Found {
  return (error) => ({
    status: "unknown",
    what: `The trail ${Name}: not seen. ${whyUnseen(error)}`,
    where: { thing: Name },
  });
}

async function lookAtTrail(examined: Examined, region: string, trail: Trail): Promise<Found> {
  const { TrailARN: Name = "", Name: thing = "", HomeRegion = region } = trail;
  const { cloudtrail } = examined.aws(HomeRegion);
  const where = { region, thing };
  const [{ IsLogging, LatestDeliveryError: error }, selectors] = await Promise.all([
    cloudtrail.send(new GetTrailStatusCommand({ Name })),
    cloudtrail.send(new GetEventSelectorsCommand({ TrailName: Name })),
  ]);
  const misses = missesOf(selectors);
  if (!IsLogging) {
    const fix = commandLine("aws", "cloudtrail", "start-logging", "--name", Name, "--region", HomeRegion);
    return { status: "problem", what: `The trail ${thing} does not log: no call comes to EventBridge.`, fix, where };
  }
  if (misses !== undefined) {
    return { status: "problem", what: `The trail ${thing} ${misses}.`, fix: selectLine(Name, HomeRegion), where };
  }
  if (error) {
    const what = `The trail ${thing} cannot write into its bucket: ${error}.`;
    const fix = "See that the bucket is there and its policy lets cloudtrail.amazonaws.com write.";
    return { status: "warning", what, fix, where };
  }
  return { status: "ok", what: `The trail ${thing} logs every management event.`, where };
}

function warnings({
  Name: thing = "",
  TrailARN = "",
  HomeRegion = "",
  LogFileValidationEnabled,
}: Trail): readonly Found[] {
  if (LogFileValidationEnabled) return [];
  const what = `The trail ${thing} keeps no digests: an intruder's change of its files would not be seen.`;
  const update = ["aws", "cloudtrail", "update-trail", "--name", TrailARN, "--enable-log-file-validation"];
  return [{ status: "warning", what, fix: commandLine(...update, "--region", HomeRegion), where: { thing } }];
}

function createLine(region: string): string {
  const create = ["aws", "cloudtrail", "create-trail", "--name", "management-events", "--s3-bucket-name", "BUCKET"];
  const options = ["--is-multi-region-trail", "--enable-log-file-validation", "--region", region];
  const start = commandLine("aws", "cloudtrail", "start-logging", "--name", "management-events", "--region", region);
  return `${commandLine(...create, ...options)} && ${start}`;
}

function selectLine(name: string, region: string): string {
  const all = JSON.stringify([{ ReadWriteType: "All", IncludeManagementEvents: true }]);
  const put = ["aws", "cloudtrail", "put-event-selectors", "--trail-name", name, "--event-selectors", all];
  return commandLine(...put, "--region", region);
}
