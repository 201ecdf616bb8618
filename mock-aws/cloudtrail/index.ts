// CloudTrail: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { createTrail } from "./create-trail.ts";
import { deleteTrail } from "./delete-trail.ts";
import { describeTrails } from "./describe-trails.ts";
import { getEventSelectors } from "./get-event-selectors.ts";
import { getTrailStatus } from "./get-trail-status.ts";
import { lookupEvents } from "./lookup-events.ts";
import { putEventSelectors } from "./put-event-selectors.ts";
import { startLogging } from "./start-logging.ts";
import { stopLogging } from "./stop-logging.ts";

export const CLOUDTRAIL: Service = {
  name: "cloudtrail",
  eventSource: "cloudtrail.amazonaws.com",
  api: "CloudTrail_20131101",
  protocol: jsonProtocol("1.1"),
  operations: withKnownMembers([
    createTrail,
    deleteTrail,
    describeTrails,
    getEventSelectors,
    getTrailStatus,
    lookupEvents,
    putEventSelectors,
    startLogging,
    stopLogging,
  ]),
};
