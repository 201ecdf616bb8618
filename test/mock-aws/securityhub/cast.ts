// A client of Security Hub for whoever holds some keys, and a finding as a provider sends it.
import { type AwsSecurityFinding, SecurityHubClient } from "@aws-sdk/client-securityhub";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import type { Keys, TestAws } from "../../support/local-aws.ts";
import { ACCOUNT } from "../iam/cast.ts";

export function securityHubOf({ endpoint }: TestAws, credentials: Keys = ADMIN_KEY, region = "us-east-1") {
  return new SecurityHubClient({ endpoint, region, credentials, maxAttempts: 1 });
}

export const DEFAULT_PRODUCT = `arn:aws:securityhub:us-east-1:${ACCOUNT}:product/${ACCOUNT}/default`;

export function finding(change: Partial<AwsSecurityFinding> = {}): AwsSecurityFinding {
  return {
    SchemaVersion: "2018-10-08",
    Id: "leak-1",
    ProductArn: DEFAULT_PRODUCT,
    GeneratorId: "leak-detector",
    AwsAccountId: ACCOUNT,
    Types: ["TTPs/Credential Access"],
    CreatedAt: "2026-03-01T08:00:00.000Z",
    UpdatedAt: "2026-03-01T08:00:00.000Z",
    Severity: { Label: "HIGH" },
    Title: "A key was seen in public",
    Description: "The key of a role was seen in a public repository.",
    Resources: [{ Type: "AwsIamAccessKey", Id: "AWS::IAM::AccessKey:AKIAI44QH8DHBEXAMPLE" }],
    ...change,
  };
}
