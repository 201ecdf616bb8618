// Records that whoever writes log files has made odd: what else they say counts, and no trace ends over them.
import { describe, expect, test } from "vitest";
import { EMPTY_GRAPH } from "../../../lambda/trace/graph.ts";
import { signerOf } from "../../../lambda/trace/identity.ts";
import { logSource } from "../../../lambda/trace/log-source.ts";
import { openedBy } from "../../../lambda/trace/opens/index.ts";
import { startsOfKey } from "../../../lambda/trace/starts-of-key.ts";
import { walk } from "../../../lambda/trace/walk.ts";
import { memoryLogs } from "../../support/memory-logs.ts";
import { AT, recorded } from "./records.ts";

const ROLE = "arn:aws:iam::111122223333:role/batch";
const KEY = "ASIAIOSFODNN7EXAMPLE";

describe("one member of an odd type takes nothing else with it", () => {
  test.each([
    ["eventName", 7],
    ["eventSource", {}],
    ["errorMessage", ["no"]],
    ["requestID", 7],
  ])("%s: a refused call is refused, and somebody's", (member, odd) => {
    const call = recorded({ call: "iam:CreateUser", more: { errorCode: "AccessDenied", [member]: odd } });
    expect(call.errorCode).toBe("AccessDenied");
    expect(signerOf(call)).toMatchObject({ name: "app", session: "worker" });
  });

  test.each([403, { code: "AccessDenied" }])("an error that is no text is an error: %j", (errorCode) => {
    const call = recorded({
      call: "codebuild:CreateProject",
      asked: { serviceRole: ROLE },
      more: { errorCode },
    });
    expect(call.errorCode).toBeDefined();
    expect(openedBy(call)).toEqual([]);
  });

  test.each(["arn", "userName", "invokedBy", "principalId"])("userIdentity.%s: whose key it was is known", (member) => {
    const identity = recorded({ call: "iam:ListUsers" }).record["userIdentity"] as object;
    const call = recorded({ call: "iam:ListUsers", more: { userIdentity: { ...identity, [member]: 7 } } });
    expect(call.accessKeyId).toBe(KEY);
    expect(signerOf(call)).toMatchObject({ kind: "role", account: "111122223333", name: "app" });
  });

  test.each([
    [{ roleArn: ROLE, roleSessionName: "w", targetPrincipal: 7 }, {}],
    ["none", {}],
    [null, { federatedUser: "none" }],
  ])("what STS gave out is followed: %j %j", (asked, more) => {
    const answered = {
      credentials: { accessKeyId: "ASIAI44QH8DHBEXAMPLE" },
      assumedRoleUser: {
        arn: "arn:aws:sts::111122223333:assumed-role/batch/w",
        assumedRoleId: "AROAI44QH8DHBEXAMPLE:w",
      },
      ...more,
    };
    expect(openedBy(recorded({ call: "sts:AssumeRole", asked, answered }))).toMatchObject([
      { accessKeyId: "ASIAI44QH8DHBEXAMPLE", principal: { name: "batch", session: "w" } },
    ]);
  });
});

test("a service that calls itself what every object has is one that nobody knows", () => {
  const call = recorded({ call: "constructor:CreateJob", asked: { role: ROLE } });
  expect(openedBy({ ...call, source: "constructor" })).toMatchObject([{ form: "service-role", about: "constructor" }]);
});

const record = (more: object) => ({
  ...recorded({ call: "iam:CreateUser" }).record,
  eventID: "a7b8c9d0-0000-4000-8000-000000000001",
  eventTime: AT.replace(".000", ""),
  awsRegion: "us-east-1",
  recipientAccountId: "111122223333",
  ...more,
});

async function traced(texts: readonly string[]) {
  const name = "AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/x.json";
  const source = logSource({ place: memoryLogs({ [name]: Buffer.from(`{"Records":[${texts.join(",")}]}`) }) });
  const starts = startsOfKey(KEY, await source.callsOf(KEY));
  return walk({ known: EMPTY_GRAPH, starts, source, now: () => Date.parse(AT) + 60_000, budgetMs: 60_000 });
}

test("a request that is nested very deep ends no trace", async () => {
  const odd = JSON.stringify(
    record({ eventID: "b", eventSource: "ec2.amazonaws.com", eventName: "RunInstances", requestParameters: "DEEP" }),
  ).replace('"DEEP"', `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`);
  const { calls } = await traced([odd, JSON.stringify(record({}))]);
  expect(calls.map(({ name }) => name).sort()).toEqual(["CreateUser", "RunInstances"]);
});
