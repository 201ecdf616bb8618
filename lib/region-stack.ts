// One more Region that is heard: its alerts, and what its trail shows, go to the responder's bus.
import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Config } from "../lambda/config.ts";
import { DeadLetters } from "./dead-letters.ts";
import { Drill } from "./drill.ts";
import { forwardedRules } from "./event-list.ts";
import { AS_LONG_AS_POSSIBLE, EventRules } from "./event-rules.ts";
import { forwardRoleArn } from "./forward-role.ts";

export type RegionStackProps = StackProps & {
  readonly config: Config;
  /** This stack's. */
  readonly region: string;
  /** The Region of the responder. */
  readonly home: string;
  /** Where the responder's own account administers the organization. */
  readonly administers: Config["administration"];
};

export class RegionStack extends Stack {
  constructor(scope: Construct, id: string, { config, region, home, administers, ...props }: RegionStackProps) {
    super(scope, id, props);
    const target = {
      arn: `arn:${this.partition}:events:${home}:${this.account}:event-bus/default`,
      roleArn: forwardRoleArn(this),
      deadLetterArn: new DeadLetters(this, "DeadLetters").queue.queueArn,
      retryPolicy: AS_LONG_AS_POSSIBLE,
    };
    new EventRules(this, "Forward", { target, rules: forwardedRules(region, administers) });
    new Drill(this, "Drill", { every: Duration.minutes(config.deployment.drillMinutes) });
  }
}
