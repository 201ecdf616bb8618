// cloudtrail:GetEventSelectors — https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findTrail, onTrail, trailName } from "./trails.ts";

const EVERY_MANAGEMENT_EVENT = {
  EventSelectors: [
    { ReadWriteType: "All", IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
  ],
};

export const getEventSelectors = operation({
  name: "GetEventSelectors",
  readOnly: true,
  input: z.object({ TrailName: trailName }),
  authorize: ({ TrailName }, call) => onTrail("GetEventSelectors", TrailName, call),
  run({ TrailName }, call) {
    const { arn, selectors = EVERY_MANAGEMENT_EVENT } = findTrail(TrailName, call);
    return { TrailARN: arn, ...selectors };
  },
});
