// Whether a trail logs every management event, without which EventBridge brings no call: hops and tampering are minutes late.
import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type Trail,
} from "@aws-sdk/client-cloudtrail";
import { commandLine } from "../../lambda/command-line.ts";
import { unless } from "./call-error.ts";
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
  const looks = await Promise.all(trailList.map((trail) => lookAtTrail(examined, region, trail)));
  const good = looks.find(({ misses }) => misses === undefined);
  if (good) return [...good.found, ...warnings(good.trail)];
  if (looks.length > 0) return looks.flatMap(({ found }) => found);
  const what = "No trail logs what happens.";
  return [{ status: "problem", what, fix: createLine(examined.region), where: { region } }];
}

type Look = { readonly trail: Trail; readonly misses?: string; readonly found: readonly Found[] };

async function lookAtTrail(examined: Examined, region: string, trail: Trail): Promise<Look> {
  const { TrailARN: Name = "", Name: thing = "", HomeRegion = region } = trail;
  const { cloudtrail } = examined.aws(HomeRegion);
  const where = { region, thing };
  const [status, selectors] = await Promise.all([
    cloudtrail.send(new GetTrailStatusCommand({ Name })),
    // Of an organization's trail a member account may not be told.
    unless(
      /^(TrailNotFoundException|UnsupportedOperationException)$/,
      cloudtrail.send(new GetEventSelectorsCommand({ TrailName: Name })),
    ),
  ]);
  if (!status.IsLogging) {
    const fix = commandLine("aws", "cloudtrail", "start-logging", "--name", Name, "--region", HomeRegion);
    const what = `The trail ${thing} does not log: no call comes to EventBridge.`;
    return { trail, misses: what, found: [{ status: "problem", what, fix, where }] };
  }
  if (!selectors) {
    const what = `What the trail ${thing} selects cannot be seen from this account.`;
    return { trail, found: [{ status: "unknown", what, where }] };
  }
  const misses = missesOf(selectors);
  if (misses !== undefined) {
    const what = `The trail ${thing} ${misses}.`;
    return { trail, misses: what, found: [{ status: "problem", what, fix: selectLine(Name, HomeRegion), where }] };
  }
  const { LatestDeliveryError: error } = status;
  if (error) {
    const what = `The trail ${thing} cannot write into its bucket: ${error}.`;
    const fix = `See that the bucket is there and its policy lets cloudtrail.amazonaws.com write.`;
    return { trail, found: [{ status: "warning", what, fix, where }] };
  }
  return {
    trail,
    found: [{ status: "ok", what: `The trail ${thing} logs every management event.`, where }],
  };
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
