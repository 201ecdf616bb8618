// A client of Scheduler, a role for it, and what the targets of schedules have got: for tests of schedules.
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateScheduleCommand, type CreateScheduleCommandInput, SchedulerClient } from "@aws-sdk/client-scheduler";
import type { Keys, TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";

export const ROLE = "arn:aws:iam::111122223333:role/ticker";

export const TRUST = {
  Effect: "Allow",
  Principal: { Service: "scheduler.amazonaws.com" },
  Action: "sts:AssumeRole",
  Condition: {
    StringEquals: {
      "aws:SourceAccount": "111122223333",
      "aws:SourceArn": "arn:aws:scheduler:us-east-1:111122223333:schedule-group/default",
    },
  },
};

export function schedulerOf(aws: TestAws, keys: Keys = aws.admin.keys): SchedulerClient {
  return new SchedulerClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: keys, maxAttempts: 1 });
}

/** The role of the schedules, with its trust and what it may do. */
export async function createTicker(aws: TestAws, Action: readonly string[], trust: object = TRUST): Promise<void> {
  const AssumeRolePolicyDocument = policy({ ...trust });
  await aws.admin.iam.send(new CreateRoleCommand({ RoleName: "ticker", AssumeRolePolicyDocument }));
  await allow(aws, Action);
}

export async function allow(aws: TestAws, Action: readonly string[]): Promise<void> {
  const PolicyDocument = policy({ Effect: "Allow", Action, Resource: "*" });
  await aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: "ticker", PolicyName: "send", PolicyDocument }));
}

export type Wish = Partial<Omit<CreateScheduleCommandInput, "Target">> & {
  readonly Target: { readonly Arn: string } & Partial<CreateScheduleCommandInput["Target"]>;
};

/** The schedule `tick`, each minute unless said. */
export function creation({ Target, ...wish }: Wish): CreateScheduleCommand {
  return new CreateScheduleCommand({
    Name: "tick",
    ScheduleExpression: "rate(1 minute)",
    FlexibleTimeWindow: { Mode: "OFF" },
    ...wish,
    Target: { RoleArn: ROLE, ...Target },
  });
}
