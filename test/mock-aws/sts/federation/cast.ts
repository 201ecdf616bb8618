// Who plays in the tests of federation: a caller without any key of AWS, and what the trail says of it.
import { STSClient } from "@aws-sdk/client-sts";
import type { TestAws } from "../../../support/local-aws.ts";
import { policy, type Statement } from "../../../support/session.ts";

/** A client that holds no key: its calls are not signed. */
export function stranger(aws: TestAws): STSClient {
  const credentials = () => Promise.reject(new Error("There is no key to sign with."));
  return new STSClient({ endpoint: aws.endpoint, region: "us-east-1", maxAttempts: 1, credentials });
}

type Event = Readonly<Record<string, unknown>>;

/** The lines of the trail for calls of that name, oldest first. */
export async function trailOf(aws: TestAws, eventName: string): Promise<readonly Event[]> {
  const entries = (await (await fetch(`${aws.endpoint}/_mock/trail`)).json()) as { readonly event: Event }[];
  return entries.map(({ event }) => event).filter((event) => event["eventName"] === eventName);
}

/** A trust policy for those whom the provider vouches for, with one statement for each action. */
export function trustsFederated(provider: string, actions: readonly string[], more: Statement = {}): string {
  return policy({ Effect: "Allow", Principal: { Federated: provider }, Action: actions, ...more });
}
