// The deployed alarms in the local CloudWatch: what rings, whom it tells, and that silence is noticed.
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DisableRuleCommand } from "@aws-sdk/client-eventbridge";
import { DeleteRolePolicyCommand } from "@aws-sdk/client-iam";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { ListTopicsCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "../../lambda/log.ts";
import { installResponder } from "../../local/install-responder.ts";
import { leakSession, works } from "../support/leak.ts";
import { startLocalAws } from "../support/local-aws.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const OURS = "credential-leak-responder-";

let service: TestService;
beforeEach(async () => {
  service = await startService({ whole: true });
});
afterEach(() => service.close());

async function ringing(): Promise<readonly string[]> {
  const { MetricAlarms = [] } = await service.admin.cloudwatch.send(new DescribeAlarmsCommand({ StateValue: "ALARM" }));
  return MetricAlarms.map(({ AlarmName = "" }) => AlarmName.replace(OURS, "")).sort();
}

test("a leak that is contained and proven wakes nobody, and drills arrive all the while", async () => {
  const { event, stolen } = await leakSession(service);
  await service.deliver(event());
  await expect(works(stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  await service.advance(3 * 3600);
  expect((await service.incident()).proof).toBe("proven");
  expect(await ringing()).toEqual([]);
});

test("rules that silently stop firing are noticed by the drills that do not arrive, and a person is told", async () => {
  const inbox = await subscribe();
  await service.advance(3600);
  await service.admin.events.send(new DisableRuleCommand({ Name: `${OURS}credential-leak` }));
  await service.advance(3 * 3600);
  expect(await ringing()).toEqual(["drill-missing-us-east-1"]);
  const alarms = (await readAll(inbox)).filter(({ NewStateValue }) => NewStateValue === "ALARM");
  const told = alarms.filter(({ AlarmName = "" }) => AlarmName.includes("drill"));
  expect(told).toHaveLength(1);
  expect(told[0]?.["AlarmDescription"]).toContain("docs/runbook.md#drill-missing");
});

test("a heartbeat that stops rings", async () => {
  await service.advance(900);
  await service.admin.events.send(new DisableRuleCommand({ Name: `${OURS}heartbeat` }));
  await service.advance(900);
  expect(await ringing()).toContain("heartbeat-missing");
});

test("an event that nobody can answer rings when it lies in the dead-letter queue", async () => {
  const wish = { FunctionName: "credential-leak-responder", InvocationType: "Event" } as const;
  const Payload = Buffer.from(JSON.stringify({ "detail-type": "GuardDuty Finding", source: "aws.guardduty" }));
  await service.admin.lambda.send(new InvokeCommand({ ...wish, Payload }));
  await service.advance(900);
  expect(await ringing()).toContain("dead-letters");
});

test("an intruder who undoes the deny again and again rings", async () => {
  const { event } = await leakSession(service);
  await service.deliver(event());
  const deny = { RoleName: "app", PolicyName: "AWSRevokeOlderSessions" };
  for (let minute = 0; minute < 5; minute++) {
    await service.admin.iam.send(new DeleteRolePolicyCommand(deny)).catch(() => undefined);
    await service.advance(60);
  }
  expect(await ringing()).toContain("step-undone");
});

/** A queue that gets what the alarms' topic says. */
async function subscribe(): Promise<string> {
  const { sqs, sns } = service.admin;
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "on-call" }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  const Endpoint = Attributes?.QueueArn ?? "";
  const mayPut = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: Endpoint,
  };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: policy(mayPut) } }));
  const { Topics: [topic] = [] } = await sns.send(new ListTopicsCommand({}));
  await sns.send(new SubscribeCommand({ TopicArn: topic?.TopicArn, Protocol: "sqs", Endpoint }));
  return QueueUrl;
}

async function readAll(QueueUrl: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const messages: Record<string, string>[] = [];
  for (;;) {
    const wish = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await service.admin.sqs.send(wish);
    if (Messages.length === 0) return messages;
    messages.push(...Messages.map(({ Body = "{}" }) => JSON.parse(JSON.parse(Body).Message)));
  }
}

test("where every Region is heard, the drills of each are waited for", async () => {
  const aws = await startLocalAws({ regions: ["us-east-1", "eu-west-1"] });
  const { heard } = await installResponder(aws, { log: createLog("silent"), everyRegion: true });
  expect(heard).toEqual(["us-east-1", "eu-west-1"]);
  await aws.close();
});
