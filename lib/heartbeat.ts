// The heartbeat: each minute, so that an undone step is back in place within one.
import { Duration } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as LambdaTarget } from "aws-cdk-lib/aws-events-targets";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { HEARTBEAT } from "../lambda/heartbeat.ts";

export class Heartbeat extends Construct {
  constructor(scope: Construct, id: string, { target }: { readonly target: LambdaFunction }) {
    super(scope, id);
    new Rule(this, "EachMinute", {
      description: "Has the credential leak responder look after its open incidents",
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaTarget(target, { event: RuleTargetInput.fromObject(HEARTBEAT), retryAttempts: 0 })],
    });
  }
}
