import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sendSigned } from "../../support/signed-request.ts";
import { catcher } from "../events/catcher.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const TYPE = "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS";

async function guardDuty(call: string, input?: object) {
  const [method = "", path = ""] = call.split(" ");
  const content =
    input === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(input) };
  const reply = await sendSigned({
    endpoint: aws.endpoint,
    service: "guardduty",
    keys: ADMIN_KEY,
    method,
    path,
    ...content,
  });
  return { status: reply.status, ...JSON.parse(reply.body) };
}

async function createDetector(findingPublishingFrequency = "ONE_HOUR"): Promise<string> {
  const { detectorId } = await guardDuty("POST /detector", { enable: true, findingPublishingFrequency });
  return detectorId;
}

const createSamples = (id: string, ...findingTypes: string[]) =>
  guardDuty(`POST /detector/${id}/findings/create`, { findingTypes });

test("an account has one detector in a Region", async () => {
  expect(await guardDuty("GET /detector")).toEqual({ status: 200, detectorIds: [] });
  const id = await createDetector();
  expect(await guardDuty("GET /detector")).toEqual({ status: 200, detectorIds: [id] });
  expect(await guardDuty("POST /detector", { enable: true })).toMatchObject({
    status: 400,
    message: "The request is rejected because a detector already exists for the current account.",
  });
  expect(await guardDuty(`DELETE /detector/${id}`)).toEqual({ status: 200 });
  expect(await createSamples(id, TYPE)).toMatchObject({
    status: 400,
    message: expect.stringContaining("not owned by the current account"),
  });
});

test("a sample finding reaches EventBridge, marked as a sample in both places", async () => {
  const { arn, events } = catcher(aws);
  await aws.admin.events.send(
    new PutRuleCommand({ Name: "rule", EventPattern: '{"detail-type":["GuardDuty Finding"]}' }),
  );
  await aws.admin.events.send(new PutTargetsCommand({ Rule: "rule", Targets: [{ Id: "1", Arn: arn }] }));
  const id = await createDetector();
  expect(await createSamples(id, TYPE)).toEqual({ status: 200 });
  await aws.advance(5);
  expect(events).toMatchObject([
    {
      "detail-type": "GuardDuty Finding",
      account: "111122223333",
      detail: {
        type: TYPE,
        accountId: "111122223333",
        resource: { accessKeyDetails: { accessKeyId: "GeneratedFindingAccessKeyId" } },
        service: { count: 1, additionalInfo: { sample: true, value: expect.stringContaining('"sample":true') } },
      },
    },
  ]);

  // Recurrences are told under the same id when the publishing time is over, the latest only.
  await createSamples(id, TYPE);
  await aws.advance(60);
  await createSamples(id, TYPE);
  await aws.advance(3539);
  expect(events).toHaveLength(1);
  await aws.advance(1);
  const [first, second] = events as { detail: { id: string; service: { count: number; eventLastSeen: string } } }[];
  expect(second?.detail.id).toBe(first?.detail.id);
  expect(second?.detail.service).toMatchObject({ count: 3, eventLastSeen: "2026-03-01T09:01:05.000Z" });
  await aws.advance(86400);
  expect(events).toHaveLength(2);
});

test("findings are listed by criteria, in order, in pages, and shown", async () => {
  const id = await createDetector();
  await createSamples(id);
  const list = (input: object) => guardDuty(`POST /detector/${id}/findings`, input);
  const { findingIds } = await list({});
  expect(findingIds.length).toBeGreaterThan(20);
  const severe = {
    findingCriteria: { criterion: { severity: { greaterThanOrEqual: 8 }, "service.archived": { equals: ["false"] } } },
  };
  const sorted = { ...severe, sortCriteria: { attributeName: "type", orderBy: "DESC" }, maxResults: 2 };
  const first = await list(sorted);
  const second = await list({ ...sorted, nextToken: first.nextToken });
  const ids = [...first.findingIds, ...second.findingIds];
  expect(second.nextToken).toBeUndefined();
  const { findings } = await guardDuty(`POST /detector/${id}/findings/get`, {
    findingIds: ids,
    sortCriteria: { attributeName: "type" },
  });
  expect(findings.map(({ type }: { type: string }) => type)).toEqual([
    "Exfiltration:IAMUser/AnomalousBehavior",
    "Impact:IAMUser/AnomalousBehavior",
    "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
    TYPE,
  ]);
});

test("types that are none are refused, and those of other resources loudly", async () => {
  const id = await createDetector();
  expect(await createSamples(id, "nonsense")).toMatchObject({ status: 400 });
  expect(await createSamples(id, "Backdoor:EC2/C&CActivity.B!DNS")).toMatchObject({ status: 501 });
  expect(
    await guardDuty(`POST /detector/${id}/findings`, { findingCriteria: { criterion: { type: { matches: ["x*"] } } } }),
  ).toMatchObject({ status: 501 });
});
