// Executions of Automation documents, and the permissions on them.
import { AwsError } from "../aws-error.ts";
import type { Caller } from "../caller.ts";
import type { Instant } from "../clock.ts";
import { text } from "../input.ts";
import type { Access, Call } from "../operation.ts";
import { PARTITION, perAccount, type World } from "../world.ts";
import type { Runbook, Step } from "./runbook.ts";

export type Decision = {
  readonly Approver: string;
  readonly Decision: "Approve" | "Reject";
  readonly Comment?: string;
};

export type StepStatus = "InProgress" | "Waiting" | "Success" | "Failed" | "TimedOut" | "Cancelled";

export type StepRun = {
  readonly id: string;
  readonly step: Step;
  readonly startedAt: Instant;
  status: StepStatus;
  endedAt?: Instant;
  inputs: Readonly<Record<string, unknown>>;
  outputs: Readonly<Record<string, unknown>>;
  failure?: string;
  approval?: { readonly approvers: readonly string[]; readonly required: number; decisions: readonly Decision[] };
};

export type ExecutionStatus = StepStatus;

export type Execution = {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly document: { readonly name: string; readonly version: string };
  readonly runbook: Runbook;
  /** As they were sent and filled up with defaults, for showing. */
  readonly sent: Readonly<Record<string, readonly string[]>>;
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly startedBy: Caller;
  readonly roleArn: string | undefined;
  readonly startedAt: Instant;
  status: ExecutionStatus;
  endedAt?: Instant;
  failure?: string;
  /** In the order in which they ran. */
  readonly steps: StepRun[];
};

/** By id, oldest first. */
export const executions = perAccount<Map<string, Execution>>(() => new Map());

export const executionId = text({ min: 36, max: 36 });

export function executionArn({ account, region, id }: Pick<Execution, "account" | "region" | "id">): string {
  return `arn:${PARTITION}:ssm:${region}:${account}:automation-execution/${id}`;
}

type Named = { readonly AutomationExecutionId: string };

/** Throws AutomationExecutionNotFoundException. */
export function findExecution({ AutomationExecutionId: id }: Named, { world, caller, region }: Call): Execution {
  const found = executions(world, caller.account).get(id);
  if (found?.region === region) return found;
  const message = `Automation execution with specified ID ${id} does not exist.`;
  throw new AwsError("AutomationExecutionNotFoundException", message);
}

export function onExecution(action: string): (named: Named, call: Call) => readonly Access[] {
  return ({ AutomationExecutionId: id }, { caller: { account }, region }) => [
    { action: `ssm:${action}`, resource: executionArn({ account, region, id }) },
  ];
}

export function isOver({ status }: Execution): boolean {
  return status !== "InProgress" && status !== "Waiting";
}

/** Of its account and Region, newest first. */
export function executionsOf(world: World, account: string, region: string): readonly Execution[] {
  return [...executions(world, account).values()].filter((one) => one.region === region).reverse();
}
