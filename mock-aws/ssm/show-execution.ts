// An execution and its steps as Automation's answers show them.
import { type Execution, executionArn, isOver, type StepRun } from "./executions.ts";
import { asText } from "./references.ts";
import type { Step } from "./runbook.ts";

/** AWS's own words [recorded]. */
const NOTHING_YET = "No output available yet because the step is not successfully executed";

/** What the lists show. */
export function showMetadata(execution: Execution) {
  const { id, document, status, startedAt, endedAt, startedBy, failure, roleArn } = execution;
  const current = isOver(execution) ? undefined : execution.steps.at(-1)?.step;
  return {
    AutomationExecutionId: id,
    DocumentName: document.name,
    DocumentVersion: document.version,
    AutomationExecutionStatus: status,
    ExecutionStartTime: new Date(startedAt),
    ...(endedAt === undefined ? {} : { ExecutionEndTime: new Date(endedAt) }),
    ExecutedBy: roleArn === undefined ? startedBy.arn : assumedArn(execution, roleArn),
    Outputs: outputsOf(execution),
    Mode: "Auto",
    ...(failure === undefined ? {} : { FailureMessage: failure }),
    ...(current === undefined ? {} : { CurrentStepName: current.name, CurrentAction: current.action }),
  };
}

export function showExecution(execution: Execution) {
  return {
    ...showMetadata(execution),
    Parameters: execution.sent,
    StepExecutions: showSteps(execution),
    StepExecutionsTruncated: false,
  };
}

/** Also those to which it has not come, and may never. */
export function showSteps({ runbook, steps }: Execution) {
  return runbook.steps.map((step) => {
    const run = steps.findLast((one) => one.step === step);
    return { ...showStep(step), ...(run ? showRun(run) : { StepStatus: "Pending" }) };
  });
}

function showStep({ name, action, onFailure, isEnd, nextStep, maxAttempts, timeoutSeconds, isCritical }: Step) {
  return {
    StepName: name,
    Action: action,
    OnFailure: onFailure,
    IsEnd: isEnd,
    MaxAttempts: maxAttempts,
    ...(nextStep === undefined ? {} : { NextStep: nextStep }),
    ...(timeoutSeconds === undefined ? {} : { TimeoutSeconds: timeoutSeconds }),
    ...(isCritical === undefined ? {} : { IsCritical: isCritical }),
  };
}

function showRun({ id, status, startedAt, endedAt, inputs, outputs, failure, approval }: StepRun) {
  const soFar =
    approval && status === "Waiting" ? { ApprovalStatus: "Waiting", ApproverDecisions: approval.decisions } : {};
  const shown = Object.entries({ ...soFar, ...outputs }).filter(([, value]) => value !== undefined);
  return {
    StepExecutionId: id,
    StepStatus: status,
    ExecutionStartTime: new Date(startedAt),
    ...(endedAt === undefined ? {} : { ExecutionEndTime: new Date(endedAt) }),
    Inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, JSON.stringify(value)])),
    Outputs: Object.fromEntries(shown.map(([name, value]) => [name, asList(value)])),
    ...(failure === undefined ? {} : { FailureMessage: failure }),
  };
}

function outputsOf({ runbook, steps }: Execution) {
  const shown = runbook.outputs.map((reference) => {
    const [name, output = ""] = reference.split(".");
    const run = steps.findLast(({ step }) => step.name === name);
    return [reference, run?.status === "Success" ? asList(run.outputs[output] ?? "") : [NOTHING_YET]] as const;
  });
  return Object.fromEntries(shown);
}

function asList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(asText) : [asText(value)];
}

function assumedArn(execution: Execution, roleArn: string): string {
  const { id, account } = execution;
  const [, partition] = executionArn(execution).split(":");
  return `arn:${partition}:sts::${account}:assumed-role/${roleArn.split("/").at(-1)}/Automation-${id}`;
}
