// CloudTrail: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { lookupEvents } from "./lookup-events.ts";

export const CLOUDTRAIL: Service = {
  name: "cloudtrail",
  eventSource: "cloudtrail.amazonaws.com",
  api: "CloudTrail_20131101",
  protocol: jsonProtocol("1.1"),
  operations: withKnownMembers([lookupEvents]),
};
