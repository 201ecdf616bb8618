// guardduty:GetDetector — https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetDetector.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { PARTITION } from "../world.ts";
import { findDetector, onDetector } from "./detectors.ts";
import { PUBLISHING_MS } from "./publishing.ts";

/** No data sources and no features: there are none here. */
export const getDetector = operation({
  name: "GetDetector",
  http: { method: "GET", path: "/detector/{DetectorId}" },
  readOnly: true,
  input: z.object({ DetectorId: z.string() }),
  authorize: onDetector("GetDetector"),
  run(wish, call) {
    const { account, isEnabled, publishingMs, createdAt, updatedAt } = findDetector(wish, call);
    const [frequency] = Object.entries(PUBLISHING_MS).find(([, ms]) => ms === publishingMs) ?? [];
    return {
      createdAt: new Date(createdAt).toISOString(),
      findingPublishingFrequency: frequency,
      serviceRole: `arn:${PARTITION}:iam::${account}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
      status: isEnabled ? "ENABLED" : "DISABLED",
      updatedAt: new Date(updatedAt).toISOString(),
      tags: {},
    };
  },
});
