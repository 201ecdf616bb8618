// ssm:SendAutomationSignal — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendAutomationSignal.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { oneOf } from "../input.ts";
import { operation } from "../operation.ts";
import { isApprover, resultOf } from "./actions/approve.ts";
import { executionId, findExecution, onExecution } from "./executions.ts";
import { settleLater } from "./run.ts";

export const sendAutomationSignal = operation({
  name: "SendAutomationSignal",
  readOnly: false,
  input: z.strictObject({
    AutomationExecutionId: executionId,
    SignalType: oneOf(["Approve", "Reject", "StartStep", "StopStep", "Resume", "Revoke"]),
    Payload: z.record(z.string(), z.array(z.string())).optional(),
  }),
  authorize: onExecution("SendAutomationSignal"),
  run({ SignalType, Payload = {}, ...named }, call) {
    const execution = findExecution(named, call);
    if (SignalType !== "Approve" && SignalType !== "Reject") throw new NotImplementedError(`the signal ${SignalType}`);
    const { caller, world, now } = call;
    const run = execution.steps.find(({ status, approval }) => status === "Waiting" && approval);
    const { approval } = run ?? {};
    // AWS's answer to somebody who is no approver is not verified.
    if (!run || !approval || !isApprover(approval.approvers, caller, execution.account)) throw invalid();
    if (approval.decisions.some(({ Approver }) => Approver === caller.arn)) throw invalid();
    const [Comment] = Payload["Comment"] ?? [];
    const decision = { Approver: caller.arn, Decision: SignalType, ...(Comment === undefined ? {} : { Comment }) };
    approval.decisions = [...approval.decisions, decision];
    const result = resultOf(approval.decisions, approval.required);
    if (result) settleLater(world, execution, run, result, now);
  },
});

function invalid(): AwsError {
  return new AwsError(
    "InvalidAutomationSignalException",
    "The signal is not valid for the current Automation execution.",
  );
}
