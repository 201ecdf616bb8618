// GuardDuty: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { REST_JSON_PROTOCOL } from "../wire/rest-json.ts";
import { createDetector } from "./create-detector.ts";
import { createSampleFindings } from "./create-sample-findings.ts";
import { deleteDetector } from "./delete-detector.ts";
import { getDetector } from "./get-detector.ts";
import { getFindings } from "./get-findings.ts";
import { listDetectors } from "./list-detectors.ts";
import { listFindings } from "./list-findings.ts";
import { updateDetector } from "./update-detector.ts";

export const GUARDDUTY: Service = {
  name: "guardduty",
  eventSource: "guardduty.amazonaws.com",
  protocol: REST_JSON_PROTOCOL,
  operations: withKnownMembers([
    createDetector,
    createSampleFindings,
    deleteDetector,
    getDetector,
    getFindings,
    listDetectors,
    listFindings,
    updateDetector,
  ]),
};
