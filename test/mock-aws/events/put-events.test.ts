import {
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";
import { type Catcher, catcher } from "./catcher.ts";

let aws: TestAws;
let caught: Catcher;
beforeEach(async () => {
  aws = await startLocalAws();
  caught = catcher(aws);
  await aws.admin.events.send(new PutRuleCommand({ Name: "all", EventPattern: '{"account":["111122223333"]}' }));
  await aws.admin.events.send(new PutTargetsCommand({ Rule: "all", Targets: [{ Id: "1", Arn: caught.arn }] }));
});
afterEach(() => aws.close());

const ENTRY: PutEventsRequestEntry = { Source: "my.app", DetailType: "Something Happened", Detail: '{"what":1}' };

const put = (...Entries: PutEventsRequestEntry[]) => aws.admin.events.send(new PutEventsCommand({ Entries }));

test("an event reaches the targets of rules that match, with the envelope that EventBridge gives it", async () => {
  const { Entries, FailedEntryCount } = await put({ ...ENTRY, Resources: ["arn:aws:iam::111122223333:role/app"] });
  expect(FailedEntryCount).toBe(0);
  expect(caught.events).toEqual([]);
  await aws.advance(0);
  expect(caught.events).toEqual([
    {
      version: "0",
      id: Entries?.[0]?.EventId,
      "detail-type": "Something Happened",
      source: "my.app",
      account: "111122223333",
      time: "2026-03-01T09:00:00Z",
      region: "us-east-1",
      resources: ["arn:aws:iam::111122223333:role/app"],
      detail: { what: 1 },
    },
  ]);
});

test("an event has the time it says", async () => {
  await put({ ...ENTRY, Time: new Date("2025-12-31T23:59:59Z") });
  await aws.advance(0);
  expect(caught.events).toMatchObject([{ time: "2025-12-31T23:59:59Z" }]);
});

test("a GuardDuty finding may be played, which AWS lets only GuardDuty do", async () => {
  await put({ Source: "aws.guardduty", DetailType: "GuardDuty Finding", Detail: '{"type":"x"}' });
  await aws.advance(0);
  expect(caught.events).toMatchObject([{ source: "aws.guardduty", "detail-type": "GuardDuty Finding" }]);
});

test.each([
  [
    { ...ENTRY, Source: undefined },
    "InvalidArgument",
    "Parameter Source is not valid. Reason: Source is a required argument.",
  ],
  [
    { ...ENTRY, DetailType: undefined },
    "InvalidArgument",
    "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
  ],
  [
    { ...ENTRY, Detail: undefined },
    "InvalidArgument",
    "Parameter Detail is not valid. Reason: Detail is a required argument.",
  ],
  [{ ...ENTRY, Detail: "text" }, "MalformedDetail", "Detail is malformed."],
  [{ ...ENTRY, Detail: '"text"' }, "MalformedDetail", "Detail is malformed."],
  [{ ...ENTRY, Detail: "[1]" }, "MalformedDetail", "Detail is malformed."],
])("a bad entry fails alone: %j", async (entry, ErrorCode, ErrorMessage) => {
  const { FailedEntryCount, Entries } = await put(ENTRY, entry, ENTRY);
  expect(FailedEntryCount).toBe(1);
  expect(Entries).toMatchObject([
    { EventId: expect.any(String) },
    { ErrorCode, ErrorMessage },
    { EventId: expect.any(String) },
  ]);
  await aws.advance(0);
  expect(caught.events).toHaveLength(2);
});

test("ten entries are the most", async () => {
  await put(...Array.from({ length: 10 }, () => ENTRY));
  await expect(put(...Array.from({ length: 11 }, () => ENTRY))).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(
      "at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10",
    ),
  });
});

test("256 KB are the most, counted over all entries", async () => {
  const half = { ...ENTRY, Detail: JSON.stringify({ text: "x".repeat(131_072) }) };
  await put(half);
  await expect(put(half, half)).rejects.toMatchObject({
    name: "ValidationException",
    message: "Total size of the entries in the request is over the limit.",
  });
});

test("an event for a bus that does not exist is accepted and comes to nothing", async () => {
  const { FailedEntryCount } = await put({ ...ENTRY, EventBusName: "nowhere" });
  expect(FailedEntryCount).toBe(0);
  await aws.advance(0);
  expect(caught.events).toEqual([]);
});

test("takes the permission events:PutEvents on the bus, which conditions can narrow to sources", async () => {
  const session = await sessionWith(aws, {
    Effect: "Allow",
    Action: "events:PutEvents",
    Resource: "arn:aws:events:us-east-1:111122223333:event-bus/default",
    Condition: { StringEquals: { "events:source": "my.app" } },
  });
  await session.events.send(new PutEventsCommand({ Entries: [ENTRY] }));
  const other = new PutEventsCommand({ Entries: [ENTRY, { ...ENTRY, Source: "aws.guardduty" }] });
  await expect(session.events.send(other)).rejects.toMatchObject({ name: "AccessDeniedException" });
});
