// Rules in EventBridge that hand what they match to one function: one for each pattern that stands beside its reader.
import { CfnRule } from "aws-cdk-lib/aws-events";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { CfnPermission } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";

export type EventRule = {
  readonly name: string;
  readonly description: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  /** ENABLED unless said. */
  readonly state?: string;
};

export type EventRulesProps = { readonly target: LambdaFunction; readonly rules: readonly EventRule[] };

export class EventRules extends Construct {
  constructor(scope: Construct, id: string, { target, rules }: EventRulesProps) {
    super(scope, id);
    for (const { name, description, pattern, state = "ENABLED" } of rules) {
      const rule = new CfnRule(this, name, {
        description,
        eventPattern: pattern,
        state,
        targets: [{ id: "responder", arn: target.functionArn }],
      });
      new CfnPermission(this, `${name}-permission`, {
        action: "lambda:InvokeFunction",
        functionName: target.functionArn,
        principal: "events.amazonaws.com",
        sourceArn: rule.attrArn,
      });
    }
  }
}
