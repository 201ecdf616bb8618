// What a channel is: one way to people, which makes its own form of a message.
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SecurityHubClient } from "@aws-sdk/client-securityhub";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { NotifyEnvironment } from "../../env.ts";
import type { Message } from "../message.ts";

export type Reach = {
  readonly environment: NotifyEnvironment;
  readonly sns: SNSClient;
  readonly secrets: SecretsManagerClient;
  securityHub(region: string): SecurityHubClient;
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now(): number;
};

export type Channel = {
  /** What sending takes. */
  readonly permissions: readonly string[];
  /** Rejects where it did not arrive: Lambda tries again, and then it lies in the dead-letter queue. `at`: when it was written. */
  send(reach: Reach, message: Message, at: string): Promise<void>;
};
