// AWS as the doctor's caller reaches it, in each Region. A call that fails says which permission it takes.
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { SecurityHubClient } from "@aws-sdk/client-securityhub";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import type { Pluggable } from "@smithy/types";
import type { RegionalConnection } from "../regional-connection.ts";
import { CallError } from "./call-error.ts";

const CLIENTS = {
  cloudtrail: CloudTrailClient,
  cloudwatch: CloudWatchClient,
  dynamodb: DynamoDBClient,
  ec2: EC2Client,
  events: EventBridgeClient,
  guardduty: GuardDutyClient,
  iam: IAMClient,
  lambda: LambdaClient,
  organizations: OrganizationsClient,
  securityhub: SecurityHubClient,
  sns: SNSClient,
  sqs: SQSClient,
  sts: STSClient,
};

type Name = keyof typeof CLIENTS;

export type DoctorAws = { readonly [N in Name]: InstanceType<(typeof CLIENTS)[N]> };

/**
 * Adaptive: where AWS throttles, every call of the client waits its turn, so that the doctor takes nothing from those who work.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const PATIENT = { maxAttempts: 8, retryMode: "adaptive" } as const;

export function doctorAws(connection: RegionalConnection): (region: string) => DoctorAws {
  const known = new Map<string, DoctorAws>();
  return (region) => {
    const aws = known.get(region) ?? inRegion(connection, region);
    known.set(region, aws);
    return aws;
  };
}

/** Each is made when it is first asked for. */
function inRegion(connection: RegionalConnection, region: string): DoctorAws {
  const made = new Map<Name, object>();
  const aws = {};
  for (const name of Object.keys(CLIENTS) as Name[]) {
    const get = () => {
      const client = made.get(name) ?? make(connection, region, name);
      made.set(name, client);
      return client;
    };
    Object.defineProperty(aws, name, { get, enumerable: true });
  }
  return aws as DoctorAws;
}

function make(connection: RegionalConnection, region: string, name: Name): object {
  const client = new CLIENTS[name]({ ...PATIENT, ...connection, region });
  (client.middlewareStack as { use(plugin: Pluggable<object, object>): void }).use(namingCalls(name));
  return client;
}

function namingCalls(service: string): Pluggable<object, object> {
  return {
    applyToStack(stack) {
      stack.add(
        (next, { commandName = "" }) =>
          async (args) =>
            next(args).catch((cause: unknown) => {
              throw new CallError(`${service}:${commandName.replace(/Command$/, "")}`, cause);
            }),
        { step: "initialize", name: "namingCalls", priority: "high" },
      );
    },
  };
}
