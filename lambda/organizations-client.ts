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

/** For writing what was just read and merged: a call that fails is not made again, for somebody has to read first. */
export function organizationsWritesOf(aws: Aws): OrganizationsClient {
  return aws.client(OrganizationsClient, { maxAttempts: 1 });
}
