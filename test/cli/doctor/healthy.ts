// An installation in which nothing is wrong, and the doctor that looks at it.
import { CreateTrailCommand, StartLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { CreateDetectorCommand, GuardDutyClient } from "@aws-sdk/client-guardduty";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { readAlarms } from "../../../cli/doctor/alarms-check.ts";
import type { Finding } from "../../../cli/doctor/check.ts";
import { type Examined, examine, type Means } from "../../../cli/doctor/examined.ts";
import { CHECKS, runChecks } from "../../../cli/doctor/index.ts";
import { deployedResponder } from "../../../client/deployed-responder.ts";
import type { Clients, Keys } from "../../support/local-aws.ts";
import { createMember, MEMBER } from "../../support/member.ts";
import { startService, type TestService } from "../../support/service.ts";

export const REGIONS = ["us-east-1", "eu-west-1"];

const MEMBERS = { accounts: [MEMBER], externalId: "leak-responder" };

export type Healthy = TestService & {
  readonly member: Clients;
  guardDuty(region: string): GuardDutyClient;
  /** Everything as this caller sees it. */
  examined(means?: Partial<Means>, keys?: Keys): Examined;
  /** The findings of the named checks, or of all. */
  look(names?: readonly string[], keys?: Keys): Promise<readonly Finding[]>;
};

export async function startHealthy(config: object = {}): Promise<Healthy> {
  const service = await startService({
    whole: true,
    regions: REGIONS,
    config: {
      members: MEMBERS,
      approval: { approvers: ["arn:aws:iam::111122223333:user/admin"] },
      deployment: { regions: REGIONS.slice(1), drillMinutes: 5 },
      ...config,
    },
  });
  const { admin, endpoint } = service;
  const member = await createMember(service);
  const guardDuty = (region: string) =>
    new GuardDutyClient({ endpoint, region, credentials: admin.keys, maxAttempts: 1 });
  for (const region of REGIONS) {
    await guardDuty(region).send(
      new CreateDetectorCommand({ Enable: true, FindingPublishingFrequency: "FIFTEEN_MINUTES" }),
    );
  }
  await admin.s3.send(new CreateBucketCommand({ Bucket: "trail-of-everything" }));
  const trail = { Name: "everything", IsMultiRegionTrail: true, EnableLogFileValidation: true };
  await admin.cloudtrail.send(new CreateTrailCommand({ ...trail, S3BucketName: "trail-of-everything" }));
  await admin.cloudtrail.send(new StartLoggingCommand({ Name: "everything" }));
  const examined = (means: Partial<Means> = {}, keys: Keys = admin.keys) => {
    const { lambda } = service.as(keys);
    return examine({
      connection: { region: "us-east-1", endpoint, credentials: keys },
      responder: deployedResponder(lambda, endpoint),
      now: service.now,
      machineTime: Date.now,
      ...means,
    });
  };
  await hearAlarms(admin, examined());
  await service.advance(16 * 60); // A drill of each Region has arrived, and alarms that begin as alarms are over.
  return {
    ...service,
    member,
    guardDuty,
    examined,
    async look(names, keys) {
      const checks = CHECKS.filter(({ name }) => names?.includes(name) ?? true);
      const findings: Finding[] = [];
      for await (const finding of runChecks(examined({}, keys), checks)) findings.push(finding);
      return findings;
    },
  };
}

async function hearAlarms({ sqs, sns }: Clients, examined: Examined): Promise<void> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "on-call" }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  const [alarm] = (await readAlarms(examined)).values();
  const [TopicArn] = alarm?.AlarmActions ?? [];
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: Attributes?.["QueueArn"] }));
}
