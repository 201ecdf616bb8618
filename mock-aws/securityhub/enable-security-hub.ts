// securityhub:EnableSecurityHub — https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableSecurityHub.html

import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { oneOf } from "../input.ts";
import { operation } from "../operation.ts";
import { type Hub, hubArn, hubs, isEnabled, onHub } from "./hubs.ts";

/** "When you disable Security Hub, your existing findings … are deleted after 90 days" */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** The local AWS runs no controls, so its standards find nothing, enabled or not. */
export const enableSecurityHub = operation({
  name: "EnableSecurityHub",
  http: { method: "POST", path: "/accounts" },
  readOnly: false,
  input: z.object({
    Tags: z.record(z.string(), z.string()).optional(),
    EnableDefaultStandards: z.boolean().optional(),
    ControlFindingGenerator: oneOf(["STANDARD_CONTROL", "SECURITY_CONTROL"]).optional(),
  }),
  authorize: onHub("EnableSecurityHub"),
  run({ Tags, ControlFindingGenerator = "SECURITY_CONTROL" }, call) {
    if (Tags && Object.keys(Tags).length > 0) throw new NotImplementedError("tags of Security Hub");
    const all = hubs(call.world, call.caller.account);
    const known = all.get(call.region);
    if (isEnabled(known)) {
      const message = "Account is already subscribed to Security Hub";
      throw new AwsError("ResourceConflictException", message, 409, { Code: "ResourceConflictException" });
    }
    const hub = known && isKept(known, call.now) ? known : newHub(hubArn(call));
    all.set(
      call.region,
      Object.assign(hub, { subscribedAt: call.now, controlFindingGenerator: ControlFindingGenerator }),
    );
    return {};
  },
});

function isKept({ disabledAt = 0 }: Hub, now: Instant): boolean {
  return now - disabledAt < KEPT_MS;
}

function newHub(arn: string): Hub {
  return {
    arn,
    subscribedAt: undefined,
    controlFindingGenerator: "SECURITY_CONTROL",
    autoEnableControls: true,
    findings: new Map(),
    actionTargets: new Map(),
  };
}
