// The policies that AWS manages and that matter where credentials leak; the same in every account.

import { parsePolicy } from "../policy/document.ts";
import { versioned } from "../propagation.ts";
import { PARTITION, perWorld } from "../world.ts";
import type { ManagedPolicy } from "./entities.ts";

type Statement = Readonly<Record<string, unknown>>;

const allow = (...Action: string[]): Statement => ({ Effect: "Allow", Action, Resource: "*" });

/** Named and worded after https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html */
const DOCUMENTS: Readonly<Record<string, readonly Statement[]>> = {
  AdministratorAccess: [allow("*")],
  PowerUserAccess: [
    { Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
    allow(
      "iam:CreateServiceLinkedRole",
      "iam:DeleteServiceLinkedRole",
      "iam:ListRoles",
      "organizations:DescribeOrganization",
    ),
  ],
  ReadOnlyAccess: [
    allow(
      "cloudtrail:Describe*",
      "cloudtrail:Get*",
      "cloudtrail:List*",
      "cloudtrail:LookupEvents",
      "dynamodb:BatchGet*",
      "dynamodb:Describe*",
      "dynamodb:Get*",
      "dynamodb:List*",
      "dynamodb:Query",
      "dynamodb:Scan",
      "ec2:Describe*",
      "ec2:Get*",
      "ec2:List*",
      "events:Describe*",
      "events:List*",
      "guardduty:Describe*",
      "guardduty:Get*",
      "guardduty:List*",
      "iam:Generate*",
      "iam:Get*",
      "iam:List*",
      "iam:Simulate*",
      "lambda:Get*",
      "lambda:List*",
      "organizations:Describe*",
      "organizations:List*",
      "s3:Get*",
      "s3:List*",
      "secretsmanager:Describe*",
      "secretsmanager:GetResourcePolicy",
      "secretsmanager:List*",
      "securityhub:Describe*",
      "securityhub:Get*",
      "securityhub:List*",
      "sns:Get*",
      "sns:List*",
      "sqs:Get*",
      "sqs:List*",
      "sso:Describe*",
      "sso:Get*",
      "sso:List*",
      "sts:GetAccessKeyInfo",
      "sts:GetCallerIdentity",
      "sts:GetSessionToken",
    ),
  ],
  IAMFullAccess: [
    allow("iam:*", "organizations:DescribeAccount", "organizations:DescribeOrganization", "organizations:ListRoots"),
  ],
  IAMReadOnlyAccess: [
    allow(
      "iam:GenerateCredentialReport",
      "iam:Get*",
      "iam:List*",
      "iam:SimulateCustomPolicy",
      "iam:SimulatePrincipalPolicy",
    ),
  ],
  SecurityAudit: [
    allow(
      "cloudtrail:LookupEvents",
      "iam:Get*",
      "iam:List*",
      "ec2:Describe*",
      "s3:GetBucketPolicy",
      "s3:ListAllMyBuckets",
    ),
  ],
  AmazonS3FullAccess: [allow("s3:*", "s3-object-lambda:*")],
  AmazonS3ReadOnlyAccess: [
    allow("s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"),
  ],
  AmazonEC2FullAccess: [allow("ec2:*")],
  AmazonEC2ReadOnlyAccess: [allow("ec2:Describe*", "ec2:Get*")],
  SecretsManagerReadWrite: [allow("secretsmanager:*")],
  AWSDenyAll: [{ Sid: "DenyAll", Effect: "Deny", Action: ["*"], Resource: "*" }],
  AWSCompromisedKeyQuarantineV2: [quarantine()],
  AWSCompromisedKeyQuarantineV3: [quarantine()],
};

/** What AWS attaches to a user whose key it found in public: much is denied, by far not all, `sts:AssumeRole` not. */
function quarantine(): Statement {
  return {
    Effect: "Deny",
    Action: [
      "cloudtrail:LookupEvents",
      "ec2:RequestSpotInstances",
      "ec2:RunInstances",
      "ec2:StartInstances",
      "iam:AddUserToGroup",
      "iam:AttachGroupPolicy",
      "iam:AttachRolePolicy",
      "iam:AttachUserPolicy",
      "iam:ChangePassword",
      "iam:CreateAccessKey",
      "iam:CreateInstanceProfile",
      "iam:CreateLoginProfile",
      "iam:CreatePolicyVersion",
      "iam:CreateRole",
      "iam:CreateUser",
      "iam:DetachUserPolicy",
      "iam:PassRole",
      "iam:PutGroupPolicy",
      "iam:PutRolePolicy",
      "iam:PutUserPolicy",
      "iam:PutUserPermissionsBoundary",
      "iam:SetDefaultPolicyVersion",
      "iam:UpdateAccessKey",
      "iam:UpdateAccountPasswordPolicy",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateLoginProfile",
      "iam:UpdateUser",
      "lambda:AddPermission",
      "lambda:CreateFunction",
      "lambda:InvokeFunction",
      "lambda:UpdateFunctionCode",
      "organizations:CreateAccount",
      "organizations:CreateOrganization",
      "organizations:InviteAccountToOrganization",
      "s3:DeleteBucket",
      "s3:DeleteObject",
      "s3:DeleteObjectVersion",
      "s3:PutBucketPolicy",
      "s3:PutLifecycleConfiguration",
    ],
    Resource: "*",
  };
}

const LONG_AGO = Date.parse("2015-02-06T18:39:46Z");

export const awsManagedPolicies = perWorld<ReadonlyMap<string, ManagedPolicy>>(() => {
  const policies = Object.entries(DOCUMENTS).map(([name, statements]) => awsManaged(name, statements));
  return new Map(policies.map((policy) => [policy.arn, policy]));
});

function awsManaged(name: string, statements: readonly Statement[]): ManagedPolicy {
  const document = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), "managed");
  return {
    account: "aws",
    name,
    path: "/",
    id: `ANPA${Buffer.from(name)
      .toString("hex")
      .toUpperCase()
      .replace(/[018 9]/g, "X")
      .padEnd(17, "X")
      .slice(0, 17)}`,
    arn: `arn:${PARTITION}:iam::aws:policy/${name}`,
    createdAt: LONG_AGO,
    updatedAt: LONG_AGO,
    exists: versioned(true, 0),
    versions: [{ id: "v1", document, createdAt: LONG_AGO }],
    defaultVersion: versioned({ id: "v1", document }, 0),
    nextVersion: 2,
    tags: new Map(),
  };
}
