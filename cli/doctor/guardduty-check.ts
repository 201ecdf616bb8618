// Whether GuardDuty looks at all in each Region, and how late it tells of what goes on.
import { GetDetectorCommand, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { commandLine } from "../../lambda/command-line.ts";
import type { Check, Found } from "./check.ts";
import type { Examined } from "./examined.ts";
import { inEachRegion } from "./in-each-region.ts";

const OFTEN = ["--finding-publishing-frequency", "FIFTEEN_MINUTES"];

export const guarddutyCheck: Check = {
  name: "guardduty",
  title: "GuardDuty",
  about: "Most alerts are its findings. What it sees again is told once in its publishing interval.",
  permissions: ["guardduty:ListDetectors", "guardduty:GetDetector"],
  run: (examined) => inEachRegion(examined, lookAt),
};

async function lookAt({ aws }: Examined, region: string): Promise<readonly Found[]> {
  const { guardduty } = aws(region);
  const { DetectorIds: [DetectorId] = [] } = await guardduty.send(new ListDetectorsCommand({}));
  const line = (...words: string[]) => commandLine("aws", "guardduty", ...words, "--region", region);
  if (DetectorId === undefined) {
    const fix = line("create-detector", "--enable", ...OFTEN);
    return [{ status: "problem", what: `GuardDuty is off in ${region}.`, fix, where: { region } }];
  }
  const where = { region, thing: DetectorId };
  const update = (...words: string[]) => line("update-detector", "--detector-id", DetectorId, ...words);
  const { Status, FindingPublishingFrequency: often } = await guardduty.send(new GetDetectorCommand({ DetectorId }));
  if (Status !== "ENABLED") {
    return [{ status: "problem", what: `GuardDuty is suspended in ${region}.`, fix: update("--enable"), where }];
  }
  if (often === "FIFTEEN_MINUTES") return [{ status: "ok", what: `GuardDuty is on in ${region}.`, where }];
  const what = `GuardDuty in ${region} tells of a finding's recurrences ${often === "ONE_HOUR" ? "an hour" : "six hours"} late.`;
  const owner = "(with an administrator account, it alone may change this)";
  return [{ status: "warning", what, fix: `${update(...OFTEN)}   # ${owner}`, where }];
}
