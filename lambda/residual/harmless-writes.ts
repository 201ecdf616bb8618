// Calls that CloudTrail does not mark as reading, and that leave nothing an intruder could use: they are counted, not listed.

export const HARMLESS_WRITES: ReadonlySet<string> = new Set([
  // Checks at sign-in: the sign-in itself has an event of its own.
  ...["signin:CheckMfa", "signin:CredentialChallenge", "signin:CredentialVerification"],
  ...["sso:ListAccounts", "sso:ListAccountRoles", "sso:Logout", "signin:Logout"],
  // Reports about the account, kept by AWS for the account.
  ...[
    "iam:GenerateCredentialReport",
    "iam:GenerateServiceLastAccessedDetails",
    "iam:GenerateOrganizationsAccessReport",
  ],
  ...["iam:SimulatePrincipalPolicy", "iam:SimulateCustomPolicy"],
  ...["sts:DecodeAuthorizationMessage", "sts:GetCallerIdentity", "sts:GetAccessKeyInfo"],
  // Queries: what they found is read by another call.
  ...["logs:StartQuery", "logs:StopQuery", "cloudtrail:StartQuery", "cloudtrail:CancelQuery"],
  "config:SelectResourceConfig",
  // What agents and consoles send by themselves.
  ...["ssm:UpdateInstanceInformation", "ssm:PutInventory", "ssm:UpdateInstanceAssociationStatus"],
  ...["cloudformation:DetectStackDrift", "cloudformation:ValidateTemplate", "cloudformation:EstimateTemplateCost"],
  // Models that were asked cost money; nothing of that stays.
  ...["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream", "bedrock:Converse", "bedrock:ConverseStream"],
]);
