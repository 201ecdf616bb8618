// The client of IAM Identity Center, which only the administration's account is asked with.
import { ConflictException, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import type { Aws } from "./aws.ts";

/** "A retry (with appropriate backoff logic) is the recommended response" to a conflict: API_ProvisionPermissionSet.html. */
export function ssoAdminIn(aws: Aws, region: string): SSOAdminClient {
  return aws.client(SSOAdminClient, { region, passing: [ConflictException] });
}
