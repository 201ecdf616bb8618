// Input that cannot be understood is never dropped: after three tries it lies in the dead-letter queue.
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetQueueUrlCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { guardDutyEvent } from "../support/findings.ts";
import { startService, type TestService } from "../support/service.ts";

let service: TestService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());

test("a finding that cannot be read lies in the queue whole, and no incident is made of it", async () => {
  const { detail } = guardDutyEvent({ accessKeyId: "ASIAIOSFODNN7EXAMPLE" });
  const broken = { ...detail, accountId: "not an account" };
  const entry = { Source: "aws.guardduty", DetailType: "GuardDuty Finding", Detail: JSON.stringify(broken) };
  await service.admin.events.send(new PutEventsCommand({ Entries: [entry] }));
  await service.advance(300);

  const { sqs } = service.admin;
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: "credential-leak-responder-dead-letters" }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(JSON.parse(Messages?.[0]?.Body ?? "{}").detail).toEqual(broken);
  expect(await service.deps.ledger.list(10)).toEqual([]);
});
