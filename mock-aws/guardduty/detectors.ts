// Detectors and their findings: at most one detector for an account in a Region.
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import type { Access, Call } from "../operation.ts";
import { perAccount } from "../world.ts";
import { detectorArn } from "./detector-arn.ts";
import type { Finding } from "./finding.ts";

export type Detector = {
  readonly account: string;
  readonly region: string;
  readonly id: string;
  isEnabled: boolean;
  /** How long it keeps news of findings that it has told of before. */
  publishingMs: number;
  readonly createdAt: Instant;
  updatedAt: Instant;
  /** By type: another sample of a type is a recurrence of the first. */
  readonly samples: Map<string, SampleState>;
};

export type SampleState = { finding: Finding; toldAt?: Instant; isTelling: boolean };

/** By Region. */
export const detectors = perAccount<Map<string, Detector>>(() => new Map());

export type NamesDetector = { readonly DetectorId: string };

/** Throws BadRequestException in AWS's words. */
export function findDetector({ DetectorId }: NamesDetector, { world, caller, region }: Call): Detector {
  const detector = detectors(world, caller.account).get(region);
  if (detector?.id === DetectorId) return detector;
  const message = "The request is rejected because the input detectorId is not owned by the current account.";
  throw new AwsError("BadRequestException", message, 400, { Type: "InvalidInputException" });
}

export function onDetector(action: string): (input: NamesDetector, call: Call) => readonly Access[] {
  return ({ DetectorId }, { caller, region }) => [
    { action: `guardduty:${action}`, resource: detectorArn(caller.account, region, DetectorId) },
  ];
}
