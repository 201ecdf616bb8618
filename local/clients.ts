// Real SDK clients of the local AWS for whoever holds some keys.
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type Credentials, STSClient } from "@aws-sdk/client-sts";
import type { Connection } from "../lambda/aws.ts";

export type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };

export type Clients = ReturnType<typeof clientsOf>;

export type Whereabouts = {
  readonly region?: string;
  /** The address that the local AWS takes the calls to come from; the machine's own unless said. */
  readonly from?: string;
  /** How requests travel: over HTTP unless said. */
  readonly requestHandler?: Connection["requestHandler"];
};

/** One attempt only: one sees what AWS answers, not what a client's patience makes of it. */
export function clientsOf(
  endpoint: string,
  keys: Keys,
  { region = "us-east-1", from, requestHandler }: Whereabouts = {},
) {
  const config = {
    endpoint,
    region,
    credentials: keys,
    maxAttempts: 1,
    ...(requestHandler === undefined ? {} : { requestHandler }),
  };
  const clients = makeClients(keys, config);
  if (from !== undefined) for (const client of Object.values(clients)) comeFrom(client, from);
  return clients;
}

/** The load balancer's header for whom it speaks for: the local AWS believes it. */
function comeFrom(client: object, address: string): void {
  if (!("middlewareStack" in client)) return;
  (client as STSClient).middlewareStack.add(
    (next) => (args) => {
      (args.request as { readonly headers: Record<string, string> }).headers["x-forwarded-for"] = address;
      return next(args);
    },
    { step: "build", name: "comeFrom" },
  );
}

function makeClients(
  keys: Keys,
  config: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: Keys;
    readonly maxAttempts: number;
    readonly requestHandler?: NonNullable<Connection["requestHandler"]>;
  },
) {
  return {
    keys,
    iam: new IAMClient(config),
    sts: new STSClient(config),
    cloudtrail: new CloudTrailClient(config),
    dynamodb: new DynamoDBClient(config),
    ec2: new EC2Client(config),
    events: new EventBridgeClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client(config),
    secrets: new SecretsManagerClient(config),
    sqs: new SQSClient(config),
  };
}

/** The keys in an answer of STS. */
export function keysOf(credentials: Credentials | undefined): Keys {
  return {
    accessKeyId: credentials?.AccessKeyId ?? "",
    secretAccessKey: credentials?.SecretAccessKey ?? "",
    sessionToken: credentials?.SessionToken ?? "",
  };
}
