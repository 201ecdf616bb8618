// Every service that the local AWS has, by the name in the credential scope of a signature.

import { ATHENA } from "./athena/index.ts";
import { CLOUDTRAIL } from "./cloudtrail/index.ts";
import { CLOUDWATCH } from "./cloudwatch/index.ts";
import { DYNAMODB } from "./dynamodb/index.ts";
import { EC2 } from "./ec2/index.ts";
import { EVENTS } from "./events/index.ts";
import { GLUE } from "./glue/index.ts";
import { GUARDDUTY } from "./guardduty/index.ts";
import { IAM } from "./iam/index.ts";
import { IDENTITY_STORE } from "./identitystore/index.ts";
import { LAMBDA } from "./lambda/index.ts";
import type { Service } from "./operation.ts";
import { ORGANIZATIONS } from "./organizations/index.ts";
import { S3 } from "./s3/index.ts";
import { SCHEDULER } from "./scheduler/index.ts";
import { SECRETS_MANAGER } from "./secretsmanager/index.ts";
import { SECURITY_HUB } from "./securityhub/index.ts";
import { SNS } from "./sns/index.ts";
import { SQS } from "./sqs/index.ts";
import { SSM } from "./ssm/index.ts";
import { SSO_ADMIN } from "./sso-admin/index.ts";
import { STS } from "./sts/index.ts";

export const SERVICES: ReadonlyMap<string, Service> = new Map(
  [
    ATHENA,
    CLOUDTRAIL,
    CLOUDWATCH,
    DYNAMODB,
    EC2,
    EVENTS,
    GLUE,
    GUARDDUTY,
    IAM,
    IDENTITY_STORE,
    LAMBDA,
    ORGANIZATIONS,
    S3,
    SCHEDULER,
    SECRETS_MANAGER,
    SECURITY_HUB,
    SNS,
    SQS,
    SSM,
    SSO_ADMIN,
    STS,
  ].map((service) => [service.name, service]),
);
