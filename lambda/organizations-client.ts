// The client of Organizations, which only the administration's account is asked with.
import {
  ConcurrentModificationException,
  OrganizationsClient,
  PolicyChangesInProgressException,
} from "@aws-sdk/client-organizations";
import type { Aws } from "./aws.ts";

export function organizationsOf(aws: Aws): OrganizationsClient {
  return aws.client(OrganizationsClient, {
    passing: [ConcurrentModificationException, PolicyChangesInProgressException],
  });
}
