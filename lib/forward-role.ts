// The role by which EventBridge sends events on to the responder's bus, from any Region of its account; it may do only that.
import { Stack } from "aws-cdk-lib";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { FORWARD } from "../lambda/own-names.ts";
import { conditionOn, type Where } from "./where.ts";

export type ForwardRoleProps = {
  /** The ARN of the responder's bus. */
  readonly bus: string;
  readonly where?: Where;
};

export class ForwardRole extends Construct {
  constructor(scope: Construct, id: string, { bus, where = true }: ForwardRoleProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    const role = new CfnRole(this, "Role", {
      roleName: FORWARD,
      description: "Sends alerts, and calls on the trail, to the credential leak responder's event bus",
      assumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { "aws:SourceAccount": account } },
          },
        ],
      },
      policies: [
        {
          policyName: "work",
          policyDocument: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "events:PutEvents", Resource: bus }],
          },
        },
      ],
    });
    conditionOn(role, where);
  }
}

/** By its name: the stacks of other Regions have no other way to it. */
export function forwardRoleArn(scope: Construct): string {
  const { partition, account } = Stack.of(scope);
  return `arn:${partition}:iam::${account}:role/${FORWARD}`;
}
