// CloudFormation: stacks that make things with a role of their own.
//
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
import type { ResidualKind, Rule } from "../kind.ts";

const STACK = "stack {stackName:stack}";
const SET = "stack set {stackSetName}";

const change: Rule = {
  leaves: `change of ${STACK}`,
  of: STACK,
  commands: [
    "cloudformation describe-stack-events --stack-name {stackName:stack}",
    "cloudformation get-template --stack-name {stackName:stack}",
  ],
  byHand: "Update the stack from its own template.",
};

const toAccounts: Rule = {
  leaves: `instances of ${SET}`,
  of: SET,
  why: "The stack set makes its things in other accounts.",
  commands: [
    "cloudformation list-stack-instances --stack-set-name {stackSetName}",
    "cloudformation list-stack-set-operations --stack-set-name {stackSetName}",
  ],
};

export const stacks: ResidualKind = {
  kind: "stack",
  section: "left-behind",
  title: "CloudFormation",
  why: "What a stack makes stays, made by its service role and not by the leaked principal: its things may be missing among these calls.",
  calls: {
    "cloudformation:CreateStack": {
      leaves: STACK,
      commands: [
        "cloudformation describe-stack-resources --stack-name {stackName:stack}",
        "cloudformation delete-stack --stack-name {stackName:stack}",
      ],
    },
    "cloudformation:UpdateStack": change,
    "cloudformation:ExecuteChangeSet": change,
    "cloudformation:SetStackPolicy": { ...change, leaves: `policy of ${STACK}` },
    "cloudformation:UpdateTerminationProtection": { ...change, leaves: `termination protection of ${STACK}` },
    "cloudformation:CreateChangeSet": {
      leaves: `change set {changeSetName} of ${STACK}`,
      of: STACK,
      commands: ["cloudformation delete-change-set --stack-name {stackName:stack} --change-set-name {changeSetName}"],
    },
    "cloudformation:DeleteChangeSet": { ends: `change set {changeSetName} of ${STACK}` },
    "cloudformation:DeleteStack": { ends: STACK, why: "What it had made is gone." },
    "cloudformation:CreateStackSet": {
      leaves: SET,
      commands: ["cloudformation delete-stack-set --stack-set-name {stackSetName}"],
    },
    "cloudformation:UpdateStackSet": toAccounts,
    "cloudformation:CreateStackInstances": toAccounts,
    "cloudformation:UpdateStackInstances": toAccounts,
    "cloudformation:DeleteStackSet": { ends: SET },
    "cloudformation:RegisterType": {
      leaves: "CloudFormation type {typeName}",
      why: "Its code runs at every use of the type.",
      commands: ["cloudformation deregister-type --type-name {typeName} --type {type}"],
    },
    "cloudformation:ActivateType": {
      leaves: "CloudFormation type {typeName|publicTypeArn}",
      why: "Its code runs at every use of the type.",
      commands: ["cloudformation deactivate-type --arn {>arn}"],
    },
  },
};
