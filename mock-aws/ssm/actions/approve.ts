// aws:approve — https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html
import { z } from "zod";
import { NotImplementedError } from "../../aws-error.ts";
import type { Caller } from "../../caller.ts";
import type { Decision } from "../executions.ts";
import { action, type Result } from "./action.ts";

/** "The default timeout for this action is 7 days (604800 seconds)." */
const SEVEN_DAYS = 604_800;

const inputs = z.strictObject({
  Approvers: z.array(z.string().min(1)).min(1, "Approvers must name somebody").max(10, "Approvers are ten at most"),
  Message: z.string().max(4096).optional(),
  MinRequiredApprovals: z.int().min(1).optional(),
  NotificationArn: z.string().optional(),
});

export const approve = action({
  written: z.strictObject({
    Approvers: z.unknown(),
    Message: z.string().optional(),
    MinRequiredApprovals: z.unknown().optional(),
    NotificationArn: z
      .unknown()
      .optional()
      .refine((arn) => {
        if (arn !== undefined) throw new NotImplementedError("NotificationArn of aws:approve");
        return true;
      }),
  }),
  inputs,
  outputs: ["ApprovalStatus", "ApproverDecisions"],
  run({ Approvers, MinRequiredApprovals = 1 }, { run }): Result {
    if (MinRequiredApprovals > Approvers.length) {
      const message = "MinRequiredApprovals cannot exceed the number of approvers.";
      return { outcome: "failed", message };
    }
    run.approval = { approvers: Approvers, required: MinRequiredApprovals, decisions: [] };
    const seconds = run.step.timeoutSeconds ?? SEVEN_DAYS;
    return { outcome: "waiting", seconds, after: { outcome: "timed-out", message: "Nobody decided in time." } };
  },
});

/** By name, by ARN, or by the role whose session it is. */
export function isApprover(approvers: readonly string[], { arn, account, principal }: Caller, home: string): boolean {
  const roleArn = principal.type === "role-session" ? principal.roleArn : undefined;
  const name = principal.type === "user" && account === home ? arn.split("/").at(-1) : undefined;
  return approvers.some((approver) => approver === arn || approver === roleArn || approver === name);
}

/** Undefined as long as too few have approved. */
export function resultOf(decisions: readonly Decision[], required: number): Result | undefined {
  const rejection = decisions.find(({ Decision }) => Decision === "Reject");
  if (rejection) return { outcome: "failed", message: `The step was rejected by ${rejection.Approver}.` };
  if (decisions.length < required) return undefined;
  return { outcome: "success", response: { ApprovalStatus: "Approved", ApproverDecisions: decisions } };
}
