// Whether a Region is in use in which nobody listens.
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import type { Check } from "./check.ts";
import { DEPLOY } from "./deploy-line.ts";

export const regionsCheck: Check = {
  name: "regions",
  title: "Regions that are heard",
  about: "GuardDuty's alerts and STS's events come up in their own Region: in another than these they are not heard.",
  permissions: ["ec2:DescribeRegions", "lambda:InvokeFunction"],
  async run({ aws, inside }) {
    const [{ Regions = [] }, { heard }] = await Promise.all([aws().ec2.send(new DescribeRegionsCommand({})), inside()]);
    const enabled = Regions.flatMap(({ RegionName }) => RegionName ?? []);
    if (enabled.length === 0) throw new Error("EC2 names no Region.");
    const missed = enabled.filter((region) => !heard.includes(region)).sort();
    if (missed.length === 0) return [{ status: "ok", what: `All ${enabled.length} enabled Regions are heard.` }];
    const what = `${missed.length} enabled Regions are not heard: ${missed.join(", ")}.`;
    const fix = `Add them to deployment.regions in responder.config.json, or close them by a service control policy. ${DEPLOY}`;
    return [{ status: "warning", what, fix }];
  },
};
