// The member role in every account of the units that are named, and in those that join them later.
//
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
// The management account, or a delegated administrator for StackSets, owns it. StackSets never deploy into the management account.
import { CfnStackSet } from "aws-cdk-lib";
import { Construct } from "constructs";

export type MemberStackSetProps = {
  /** The template of the member's stack. */
  readonly template: object;
  readonly units: readonly string[];
  /** The responder's first: the roles are made there, and the rules of the others name them. */
  readonly regions: readonly string[];
};

export class MemberStackSet extends Construct {
  constructor(scope: Construct, id: string, { template, units, regions }: MemberStackSetProps) {
    super(scope, id);
    new CfnStackSet(this, "Members", {
      stackSetName: "credential-leak-responder-members",
      description: "Lets the credential leak responder into the accounts that it serves, and has it hear them",
      permissionModel: "SERVICE_MANAGED",
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      capabilities: ["CAPABILITY_NAMED_IAM"],
      managedExecution: { Active: true },
      operationPreferences: {
        regionConcurrencyType: "SEQUENTIAL",
        regionOrder: [...regions],
        maxConcurrentPercentage: 25,
        failureTolerancePercentage: 10,
      },
      stackInstancesGroup: [{ deploymentTargets: { organizationalUnitIds: [...units] }, regions: [...regions] }],
      templateBody: JSON.stringify(template),
    });
  }
}
