// One rule in EventBridge for each alert source, made from the pattern beside its parser.
import { CfnRule } from "aws-cdk-lib/aws-events";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { CfnPermission } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { SOURCES } from "../lambda/intake/index.ts";

export class AlertRules extends Construct {
  constructor(scope: Construct, id: string, { target }: { readonly target: LambdaFunction }) {
    super(scope, id);
    for (const { name, pattern } of SOURCES) {
      const rule = new CfnRule(this, name, {
        description: `Alerts of ${name} that name a credential, to the credential leak responder`,
        eventPattern: pattern,
        state: "ENABLED",
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
