// EventBridge: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { createEventBus } from "./create-event-bus.ts";
import { deleteEventBus } from "./delete-event-bus.ts";
import { deleteRule } from "./delete-rule.ts";
import { describeEventBus } from "./describe-event-bus.ts";
import { describeRule } from "./describe-rule.ts";
import { disableRule } from "./disable-rule.ts";
import { enableRule } from "./enable-rule.ts";
import { listEventBuses } from "./list-event-buses.ts";
import { listRuleNamesByTarget } from "./list-rule-names-by-target.ts";
import { listRules } from "./list-rules.ts";
import { listTargetsByRule } from "./list-targets-by-rule.ts";
import { putEvents } from "./put-events.ts";
import { putPermission } from "./put-permission.ts";
import { putRule } from "./put-rule.ts";
import { putTargets } from "./put-targets.ts";
import { removePermission } from "./remove-permission.ts";
import { removeTargets } from "./remove-targets.ts";
import { testEventPattern } from "./test-event-pattern.ts";

export const EVENTS: Service = {
  name: "events",
  eventSource: "events.amazonaws.com",
  api: "AWSEvents",
  protocol: jsonProtocol("1.1"),
  operations: withKnownMembers([
    createEventBus,
    deleteEventBus,
    deleteRule,
    describeEventBus,
    describeRule,
    disableRule,
    enableRule,
    listEventBuses,
    listRuleNamesByTarget,
    listRules,
    listTargetsByRule,
    putEvents,
    putPermission,
    putRule,
    putTargets,
    removePermission,
    removeTargets,
    testEventPattern,
  ]),
};
