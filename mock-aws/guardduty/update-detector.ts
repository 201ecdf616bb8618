// guardduty:UpdateDetector — https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateDetector.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findDetector, onDetector } from "./detectors.ts";
import { PUBLISHING_MS, publishingFrequency } from "./publishing.ts";

export const updateDetector = operation({
  name: "UpdateDetector",
  http: { method: "POST", path: "/detector/{DetectorId}" },
  readOnly: false,
  input: z.object({
    DetectorId: z.string(),
    enable: z.boolean().optional(),
    findingPublishingFrequency: publishingFrequency.optional(),
  }),
  authorize: onDetector("UpdateDetector"),
  run(wish, call) {
    const detector = findDetector(wish, call);
    const { enable: isEnabled = detector.isEnabled, findingPublishingFrequency } = wish;
    const publishingMs = findingPublishingFrequency ? PUBLISHING_MS[findingPublishingFrequency] : detector.publishingMs;
    Object.assign(detector, { isEnabled, publishingMs, updatedAt: call.now });
    return {};
  },
});
