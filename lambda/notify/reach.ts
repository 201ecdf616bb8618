// The clients that channels need: made here, and not where the flow's are, so that its bundle has none of them.
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SecurityHubClient } from "@aws-sdk/client-securityhub";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Connection } from "../aws.ts";
import type { NotifyEnvironment } from "../env.ts";
import type { Reach } from "./channels/channel.ts";

export function reachOf(
  environment: NotifyEnvironment,
  connection: Connection,
  outside: Pick<Reach, "fetch" | "now">,
): Reach {
  const patience = { requestTimeout: 5_000, connectionTimeout: 2_000, throwOnRequestTimeout: true };
  const config = { requestHandler: patience, ...connection, maxAttempts: 3 };
  return {
    ...outside,
    environment,
    sns: new SNSClient(config),
    secrets: new SecretsManagerClient(config),
    securityHub: (region) => new SecurityHubClient({ ...config, region }),
  };
}
