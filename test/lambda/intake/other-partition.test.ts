// An ARN of another partition names nobody here: the account there has the same number, and is somebody else's.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BadInputError } from "../../../lambda/bad-input.ts";
import { readAlerts } from "../../../lambda/intake/index.ts";
import { works } from "../../support/leak.ts";
import type { Clients } from "../../support/local-aws.ts";
import { startService, type TestService } from "../../support/service.ts";
import { eventFixtures } from "./event-fixtures.ts";

const role = (partition: string) => `arn:${partition}:iam::111122223333:role/app`;

function leak(name: string, region?: string) {
  const detail = { principal: { type: "role", name }, reason: "Found", reporter: "ci" };
  const envelope = { account: "111122223333", time: "2026-03-01T09:00:00Z", ...(region ? { region } : {}) };
  return { source: "credential-leak", "detail-type": "Credential Leak", ...envelope, detail };
}

describe("of our own event and of a request", () => {
  let service: TestService;
  let innocent: Clients;
  beforeEach(async () => {
    service = await startService();
    await service.createRole("app");
    innocent = await service.assume("app", "innocent");
    await service.advance(60);
  });
  afterEach(() => service.close());

  test("it denies nobody who works here, and whoever has sent it is told why", async () => {
    const wish = { action: "contain", principal: { type: "role", name: role("aws-cn") }, reason: "R", reporter: "r" };
    for (const sent of [leak(role("aws-cn"), "us-east-1"), wish]) {
      expect(await service.invoke(sent)).toMatchObject({
        failed: true,
        errorType: "BadInputError",
        errorMessage: expect.stringContaining("111122223333 of the partition aws-cn"),
      });
    }
    await service.advance(120);
    await works(innocent);
  });
});

test.each([
  ["us-east-1", "aws"],
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
  ["eusc-de-east-1", "aws-eusc"],
  [undefined, "aws-cn"],
])("in %s one of %s is read", (region, partition) => {
  expect(readAlerts(leak(role(partition), region))).toMatchObject([{ account: "111122223333" }]);
});

test.each([
  ["us-east-1", "aws-us-gov"],
  ["cn-north-1", "aws"],
  ["us-gov-west-1", "aws"],
])("in %s one of %s is not", (region, partition) => {
  expect(() => readAlerts(leak(role(partition), region))).toThrow(/of the partition/);
});

test.each([
  ["credential-leak-role", []],
  ["guardduty-eks-user", ["unknown"]],
  ["security-hub-function", []],
  ["security-hub-instance", ["instance"]],
  ["security-hub-role-and-user", []],
  ["security-hub-v2-actor", ["access-key"]],
])("in the event %s it names no role, user or profile of the account", (fixture, kinds) => {
  const { event } = eventFixtures("leaks").find(({ name }) => name === fixture) ?? {};
  const named = ["role", "user", "instance-profile"];
  expect(kindsIn(event).filter((kind) => named.includes(kind))).not.toEqual([]);
  const moved = JSON.stringify(event).replace(/arn:aws:(iam|sts)::/g, "arn:aws-cn:$1::");
  expect(kindsIn(JSON.parse(moved))).toEqual(kinds);
});

/** Nothing of what is unreadable: that lies in the dead-letter queue, with the reason. */
function kindsIn(event: unknown): readonly string[] {
  try {
    return readAlerts(event).map(({ principal }) => principal.kind);
  } catch (error) {
    if (error instanceof BadInputError) return [];
    throw error;
  }
}
