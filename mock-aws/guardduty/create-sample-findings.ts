// guardduty:CreateSampleFindings — https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateSampleFindings.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { findDetector, onDetector } from "./detectors.ts";
import { makeSample, recur, SAMPLE_TYPES } from "./finding.ts";
import { tellLater } from "./tell.ts";

const TYPE = /^[A-Za-z]+:[A-Za-z0-9]+\/[A-Za-z0-9&!.-]+$/;

/** Findings about access keys; without types, one of each of them. */
export const createSampleFindings = operation({
  name: "CreateSampleFindings",
  http: { method: "POST", path: "/detector/{DetectorId}/findings/create" },
  readOnly: false,
  input: z.object({ DetectorId: z.string(), findingTypes: z.array(z.string()).max(50).optional() }),
  authorize: onDetector("CreateSampleFindings"),
  run(wish, call) {
    const { world } = call;
    const detector = findDetector(wish, call);
    const types = wish.findingTypes?.length ? wish.findingTypes : [...SAMPLE_TYPES.keys()];
    for (const type of types) check(type);
    for (const type of types) {
      const known = detector.samples.get(type);
      const state = known ?? { finding: makeSample(world, detector, type), isTelling: false };
      if (known) known.finding = recur(known.finding, call.now);
      detector.samples.set(type, state);
      tellLater(world, detector, state);
    }
    return {};
  },
});

function check(type: string): void {
  if (SAMPLE_TYPES.has(type)) return;
  if (TYPE.test(type)) throw new NotImplementedError(`samples of the finding ${type}`);
  const message = "The request is rejected because the parameter findingTypes has an invalid value.";
  throw new AwsError("BadRequestException", message, 400, { Type: "InvalidInputException" });
}
