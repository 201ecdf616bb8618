// Runbooks in Systems Manager by which a person plans, contains and lifts: Automation documents, and the role they act as.
import { Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { CfnDocument } from "aws-cdk-lib/aws-ssm";
import { Construct } from "constructs";
import { RUNBOOKS } from "./runbooks/index.ts";
import { contentOf } from "./runbooks/runbook.ts";

/** Whoever may start one needs no permission of the role's: only to start it. */
export class Runbooks extends Construct {
  constructor(scope: Construct, id: string, { target }: { readonly target: IFunction }) {
    super(scope, id);
    const { account, partition, region } = Stack.of(this);
    const role = new Role(this, "Role", {
      description: "What the credential leak responder's runbooks act as: it calls the responder and nothing else",
      // https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
      assumedBy: new ServicePrincipal("ssm.amazonaws.com", {
        conditions: {
          StringEquals: { "aws:SourceAccount": account },
          ArnLike: { "aws:SourceArn": `arn:${partition}:ssm:${region}:${account}:automation-execution/*` },
        },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [target.functionArn] }));
    const place = { functionArn: target.functionArn, roleArn: role.roleArn };
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
