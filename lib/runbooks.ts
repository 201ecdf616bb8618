// Runbooks in Systems Manager by which a person plans, contains and lifts: Automation documents, and the role they act as.
import { Stack } from "aws-cdk-lib";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { CfnDocument } from "aws-cdk-lib/aws-ssm";
import { Construct } from "constructs";
import { RUNBOOK } from "../lambda/own-names.ts";
import { allow } from "../lambda/role-policy.ts";
import { RUNBOOKS } from "./runbooks/index.ts";
import { contentOf } from "./runbooks/runbook.ts";
import { ServiceRole } from "./service-role.ts";

/** Whoever may start one needs no permission of the role's: only to start it. */
export class Runbooks extends Construct {
  constructor(scope: Construct, id: string, { target }: { readonly target: IFunction }) {
    super(scope, id);
    const { account, partition, region } = Stack.of(this);
    const { role } = new ServiceRole(this, "Role", {
      name: RUNBOOK,
      description: "What the credential leak responder's runbooks act as: it calls the responder and nothing else",
      service: "ssm.amazonaws.com",
      // https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
      sourceArn: `arn:${partition}:ssm:${region}:${account}:automation-execution/*`,
      statements: [allow("Call", ["lambda:InvokeFunction"], [target.functionArn])],
    });
    const place = { functionArn: target.functionArn, roleArn: role.attrArn };
    for (const runbook of RUNBOOKS) {
      new CfnDocument(this, runbook.name, {
        name: runbook.name,
        documentType: "Automation",
        documentFormat: "JSON",
        content: contentOf(runbook, place),
        updateMethod: "NewVersion", // One with a name of its own cannot be replaced.
      });
    }
  }
}
