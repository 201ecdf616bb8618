import { expect, test } from "vitest";
import { callOfRecord } from "../../../lambda/trace/log-record.ts";

const RECORD = {
  eventID: "11111111-2222-3333-4444-555555555555",
  eventTime: "2026-03-02T08:00:00Z",
  eventSource: "sts.amazonaws.com",
  eventName: "GetCallerIdentity",
  awsRegion: "eu-west-1",
  recipientAccountId: "111122223333",
  userIdentity: { type: "IAMUser", accountId: "444455556666", accessKeyId: "AKIAIOSFODNN7EXAMPLE", userName: "ci" },
};

test("a record of a log file is the call that LookupEvents would tell of, in the account that keeps it", () => {
  expect(callOfRecord(JSON.stringify(RECORD))).toMatchObject([
    {
      eventId: RECORD.eventID,
      at: "2026-03-02T08:00:00.000Z",
      region: "eu-west-1",
      account: "111122223333",
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      identity: { type: "IAMUser", userName: "ci" },
    },
  ]);
});

test.each([
  ["no id", { ...RECORD, eventID: undefined }],
  ["a time that is none", { ...RECORD, eventTime: "yesterday" }],
  ["no Region", { ...RECORD, awsRegion: 5 }],
  ["nobody's account", { ...RECORD, recipientAccountId: undefined, userIdentity: undefined }],
])("a record with %s is none", (_, record) => {
  expect(callOfRecord(JSON.stringify(record))).toEqual([]);
});

test("what is no JSON is no record", () => {
  expect(callOfRecord('{"eventID": "1')).toEqual([]);
});
