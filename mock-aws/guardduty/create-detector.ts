// guardduty:CreateDetector — https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateDetector.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { detectorArn } from "./detector-arn.ts";
import { detectors } from "./detectors.ts";
import { hexId } from "./finding.ts";
import { PUBLISHING_MS, publishingFrequency } from "./publishing.ts";

const NOT_DONE = ["dataSources", "features", "tags"] as const;

export const createDetector = operation({
  name: "CreateDetector",
  http: { method: "POST", path: "/detector" },
  readOnly: false,
  input: z.strictObject({
    enable: z.boolean(),
    /** Asking again with the same one is answered as any other second detector: refused. */
    clientToken: z.string().optional(),
    findingPublishingFrequency: publishingFrequency.optional(),
    ...Object.fromEntries(NOT_DONE.map((name) => [name, z.unknown().optional()])),
  }),
  authorize: (_wish, { caller, region }) => [
    { action: "guardduty:CreateDetector", resource: detectorArn(caller.account, region, "*") },
  ],
  run(wish, { world, caller, region, now }) {
    for (const name of NOT_DONE) {
      if (Reflect.get(wish, name) !== undefined) throw new NotImplementedError(`guardduty:CreateDetector with ${name}`);
    }
    const own = detectors(world, caller.account);
    if (own.has(region)) {
      const message = "The request is rejected because a detector already exists for the current account.";
      throw new AwsError("BadRequestException", message, 400, { Type: "InvalidInputException" });
    }
    const publishingMs = PUBLISHING_MS[wish.findingPublishingFrequency ?? "SIX_HOURS"];
    const id = hexId(world);
    const { account } = caller;
    own.set(region, {
      account,
      region,
      id,
      isEnabled: wish.enable,
      publishingMs,
      createdAt: now,
      updatedAt: now,
      samples: new Map(),
    });
    return { detectorId: id };
  },
});
