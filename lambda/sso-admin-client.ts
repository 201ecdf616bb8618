// The client of IAM Identity Center, which only the administration's account is asked with.
import { ConflictException, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import type { Aws } from "./aws.ts";

/** "A retry (with appropriate backoff logic) is the recommended response" to a conflict: API_ProvisionPermissionSet.html. */
export function ssoAdminIn(aws: Aws, region: string): SSOAdminClient {
  return aws.client(SSOAdminClient, { region, passing: [ConflictException] });
}

/** For writing what was just read and merged: a call that fails is not made again, for somebody has to read first. */
export function ssoAdminWritesIn(aws: Aws, region: string): SSOAdminClient {
  return aws.client(SSOAdminClient, { region, maxAttempts: 1 });
}
