// guardduty:CreateDetector — https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateDetector.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { oneOf } from "../input.ts";
import { operation } from "../operation.ts";
import { detectorArn } from "./detector-arn.ts";
import { detectors } from "./detectors.ts";
import { hexId } from "./finding.ts";

const MINUTE = 60_000;
const PUBLISHING_MS = { FIFTEEN_MINUTES: 15 * MINUTE, ONE_HOUR: 60 * MINUTE, SIX_HOURS: 360 * MINUTE } as const;
const NOT_DONE = ["dataSources", "features", "tags"] as const;

export const createDetector = operation({
  name: "CreateDetector",
  http: { method: "POST", path: "/detector" },
  readOnly: false,
  input: z.strictObject({
    enable: z.boolean(),
    /** Asking again with the same one is answered as any other second detector: refused. */
    clientToken: z.string().optional(),
    findingPublishingFrequency: oneOf(["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"]).optional(),
    ...Object.fromEntries(NOT_DONE.map((name) => [name, z.unknown().optional()])),
  }),
  authorize: (_wish, { caller, region }) => [
    { action: "guardduty:CreateDetector", resource: detectorArn(caller.account, region, "*") },
  ],
  run(wish, { world, caller, region }) {
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
    own.set(region, { account: caller.account, region, id, isEnabled: wish.enable, publishingMs, samples: new Map() });
    return { detectorId: id };
  },
});
