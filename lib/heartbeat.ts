// The heartbeat: each minute, so that an undone step is back in place within one.
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { HEARTBEAT } from "../lambda/heartbeat.ts";
import { EventRules } from "./event-rules.ts";

export class Heartbeat extends Construct {
  constructor(scope: Construct, id: string, { target }: { readonly target: LambdaFunction }) {
    super(scope, id);
    new EventRules(this, "Rule", {
      // One that does not get through is made up for by the next.
      target: {
        arn: target.functionArn,
        input: JSON.stringify(HEARTBEAT),
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
      rules: [
        {
          name: "heartbeat",
          description: "Has the credential leak responder look after its open incidents",
          schedule: "rate(1 minute)",
        },
      ],
    });
  }
}
