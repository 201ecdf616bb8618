// Whether the scheduled drills arrive from each Region: the way of an alert is open.
import type { Check, Found } from "./check.ts";
import type { Examined } from "./examined.ts";
import { inEachRegion } from "./in-each-region.ts";
import { countRecent, METRIC_PERMISSIONS } from "./recent-metric.ts";

export const drillsCheck: Check = {
  name: "drills",
  title: "Scheduled drills",
  about: "A drill goes the way of an alert from each Region: where none arrives, an alert may not either.",
  permissions: [...METRIC_PERMISSIONS, "lambda:InvokeFunction"],
  run: (examined) => inEachRegion(examined, lookAt),
};

async function lookAt(examined: Examined, region: string): Promise<readonly Found[]> {
  const { drillMinutes } = (await examined.inside()).settings;
  const minutes = 2 * drillMinutes;
  const arrived = await countRecent(examined, { name: "DrillArrived", dimensions: { Region: region }, minutes });
  const where = { region };
  if (arrived > 0) return [{ status: "ok", what: `${arrived} drills from ${region} in ${minutes} minutes.`, where }];
  const what = `No drill from ${region} has arrived in ${minutes} minutes.`;
  return [{ status: "problem", what, fix: "docs/runbook.md#drill-missing", where }];
}
