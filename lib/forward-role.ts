// The role by which EventBridge sends events on to the responder's bus, from any Region of its account; it may do only that.
import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { FORWARD } from "../lambda/own-names.ts";
import { ServiceRole } from "./service-role.ts";
import type { Where } from "./where.ts";

export type ForwardRoleProps = {
  /** The ARN of the responder's bus. */
  readonly bus: string;
  readonly where?: Where;
};

export class ForwardRole extends ServiceRole {
  constructor(scope: Construct, id: string, { bus, where = true }: ForwardRoleProps) {
    super(scope, id, {
      name: FORWARD,
      description: "Sends alerts, and calls on the trail, to the credential leak responder's event bus",
      service: "events.amazonaws.com",
      statements: [{ Sid: "Forward", Effect: "Allow", Action: ["events:PutEvents"], Resource: [bus] }],
      where,
    });
  }
}

/** By its name: the stacks of other Regions have no other way to it. */
export function forwardRoleArn(scope: Construct): string {
  const { partition, account } = Stack.of(scope);
  return `arn:${partition}:iam::${account}:role/${FORWARD}`;
}
