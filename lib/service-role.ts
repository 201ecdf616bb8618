// A role of ours that a service of AWS takes, for its own account alone, and that can do little: no boundary is needed for it.
import { Stack } from "aws-cdk-lib";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { Statement } from "../lambda/role-policy.ts";
import { conditionOn, type Where } from "./where.ts";

export type ServiceRoleProps = {
  readonly name: string;
  readonly description: string;
  /** `events.amazonaws.com` */
  readonly service: string;
  /** For whose sake the service may take it; anything of the account's unless said. */
  readonly sourceArn?: string;
  readonly statements: readonly Statement[];
  /** Everywhere unless said. */
  readonly where?: Where;
};

export class ServiceRole extends Construct {
  readonly role: CfnRole;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { name, description, service, sourceArn, statements, where = true } = props;
    // Lambda names no source account when it takes a role: https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
    const Condition = {
      StringEquals: { "aws:SourceAccount": Stack.of(this).account },
      ...(sourceArn === undefined ? {} : { ArnLike: { "aws:SourceArn": sourceArn } }),
    };
    const trust = {
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      ...(service === "lambda.amazonaws.com" ? {} : { Condition }),
    };
    this.role = new CfnRole(this, "Role", {
      roleName: name,
      description,
      assumeRolePolicyDocument: { Version: "2012-10-17", Statement: [trust] },
      policies: [{ policyName: "work", policyDocument: { Version: "2012-10-17", Statement: statements } }],
    });
    conditionOn(this.role, where);
  }
}
