// Real SDK clients of the local AWS for whoever holds some keys.
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { type Credentials, STSClient } from "@aws-sdk/client-sts";
import type { Connection } from "../lambda/aws.ts";
import { SILENT } from "../lambda/lean-client.ts";
import { Sha256 } from "../mock-aws/sha256.ts";

export type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };

export type Clients = { readonly keys: Keys } & { readonly [K in Name]: InstanceType<(typeof CLASSES)[K]> };

export type Whereabouts = {
  readonly region?: string;
  /** The address that the local AWS takes the calls to come from; the machine's own unless said. */
  readonly from?: string;
  /** How requests travel: over HTTP unless said. */
  readonly requestHandler?: Connection["requestHandler"];
};

const CLASSES = {
  iam: IAMClient,
  sts: STSClient,
  cloudtrail: CloudTrailClient,
  cloudwatch: CloudWatchClient,
  dynamodb: DynamoDBClient,
  ec2: EC2Client,
  events: EventBridgeClient,
  lambda: LambdaClient,
  s3: S3Client,
  scheduler: SchedulerClient,
  secrets: SecretsManagerClient,
  sns: SNSClient,
  ssm: SSMClient,
  sqs: SQSClient,
};

type Name = keyof typeof CLASSES;

/** Most of what a call to the local AWS takes is the SDK's client; at least a tenth of that is how it hashes, and copies for a log that nobody keeps. */
export const FRUGAL = { sha256: Sha256, logger: SILENT };

/** One attempt only: one sees what AWS answers, not what a client's patience makes of it. */
export function clientsOf(
  endpoint: string,
  keys: Keys,
  { region = "us-east-1", from, requestHandler }: Whereabouts = {},
): Clients {
  const config = { ...FRUGAL, endpoint, region, credentials: keys, maxAttempts: 1 };
  let way = requestHandler === undefined ? {} : { requestHandler };

  function make(name: Name): object {
    const client = new CLASSES[name]({ ...config, ...way });
    if (from !== undefined) comeFrom(client, from);
    // All clients use the connections of the first: each would open its own to the one place where they all go.
    way = { requestHandler: client.config.requestHandler };
    return client;
  }
  return lazily(keys, make);
}

/** Most holders of keys need one client or two, and one takes a fifth of a millisecond: each is made when it is asked for. */
function lazily(keys: Keys, make: (name: Name) => object): Clients {
  const made = new Map<Name, object>();
  const clients = { keys };
  for (const name of Object.keys(CLASSES) as Name[]) {
    const get = () => {
      const client = made.get(name) ?? make(name);
      made.set(name, client);
      return client;
    };
    Object.defineProperty(clients, name, { get, enumerable: true });
  }
  return clients as Clients;
}

/** The load balancer's header for whom it speaks for: the local AWS believes it. */
function comeFrom(client: object, address: string): void {
  (client as STSClient).middlewareStack.add(
    (next) => (args) => {
      (args.request as { readonly headers: Record<string, string> }).headers["x-forwarded-for"] = address;
      return next(args);
    },
    { step: "build", name: "comeFrom" },
  );
}

/** The keys in an answer of STS. */
export function keysOf(credentials: Credentials | undefined): Keys {
  return {
    accessKeyId: credentials?.AccessKeyId ?? "",
    secretAccessKey: credentials?.SecretAccessKey ?? "",
    sessionToken: credentials?.SessionToken ?? "",
  };
}
