// guardduty:ListDetectors — https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListDetectors.html
import { z } from "zod";
import { integer } from "../input.ts";
import { operation } from "../operation.ts";
import { detectorArn } from "./detector-arn.ts";
import { detectors } from "./detectors.ts";

/** There is one at most, so there is never a second page, and no token to ask for one. */
export const listDetectors = operation({
  name: "ListDetectors",
  http: { method: "GET", path: "/detector" },
  readOnly: true,
  input: z.object({ maxResults: integer(1, 50).optional(), nextToken: z.literal("").optional() }),
  authorize: (_wish, { caller, region }) => [
    { action: "guardduty:ListDetectors", resource: detectorArn(caller.account, region, "*") },
  ],
  run(_wish, { world, caller, region }) {
    const detector = detectors(world, caller.account).get(region);
    return { detectorIds: detector ? [detector.id] : [] };
  },
});
