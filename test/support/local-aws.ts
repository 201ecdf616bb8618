// A local AWS for a test, and real SDK clients for whoever acts in it.
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { STSClient } from "@aws-sdk/client-sts";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { type Listening, listen } from "../../mock-aws/listen.ts";
import type { LocalAwsOptions } from "../../mock-aws/local-aws.ts";

export type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };

export type Clients = {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly cloudtrail: CloudTrailClient;
  readonly dynamodb: DynamoDBClient;
  readonly ec2: EC2Client;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
};

export type TestAws = Listening & {
  /** The administrator of account 111122223333, in us-east-1. */
  readonly admin: Clients;
  /** Clients of whoever holds these keys. */
  as(keys: Keys, region?: string): Clients;
  /** The virtual time. */
  now(): number;
  /** Moves the virtual clock by seconds. */
  advance(seconds: number): Promise<void>;
};

/** Where the tests' still clock starts. */
export const TEST_START = Date.parse("2026-03-01T09:00:00Z");

export async function startLocalAws(options: LocalAwsOptions = {}): Promise<TestAws> {
  const listening = await listen({ start: TEST_START, seed: 7, ...options });
  const as = (keys: Keys, region = "us-east-1") => clientsOf(listening.endpoint, keys, region);
  const clock = () => listening.aws.world().clock;
  return {
    ...listening,
    as,
    admin: as(ADMIN_KEY),
    now: () => clock().now(),
    advance: async (seconds) => void (await clock().advanceTo(clock().now() + seconds * 1000)),
  };
}

/** One attempt only: a test sees what AWS answers, not what a client's patience makes of it. */
function clientsOf(endpoint: string, credentials: Keys, region: string): Clients {
  const config = { endpoint, region, credentials, maxAttempts: 1 };
  return {
    iam: new IAMClient(config),
    sts: new STSClient(config),
    cloudtrail: new CloudTrailClient(config),
    dynamodb: new DynamoDBClient(config),
    ec2: new EC2Client(config),
    events: new EventBridgeClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client(config),
    secrets: new SecretsManagerClient(config),
  };
}
