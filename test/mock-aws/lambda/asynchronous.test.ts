import { InvokeCommand } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { registerFunction } from "../../../mock-aws/lambda/functions.ts";
import { lostEvents } from "../../../mock-aws/lost-events.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const ARN = "arn:aws:lambda:us-east-1:111122223333:function:flaky";

/** A function that fails so many times and then works; the seconds at which it ran. */
function registerFlaky(failures: number): number[] {
  const runs: number[] = [];
  const start = aws.now();
  registerFunction(aws.aws.world(), {
    account: "111122223333",
    region: "us-east-1",
    name: "flaky",
    handler: async () => {
      runs.push((aws.now() - start) / 1000);
      if (runs.length <= failures) throw new Error(`failure ${runs.length}`);
    },
  });
  return runs;
}

const send = () =>
  aws.admin.lambda.send(new InvokeCommand({ FunctionName: "flaky", InvocationType: "Event", Payload: '{"a":1}' }));

describe("an event that a function fails on", () => {
  test("is tried again after one minute and after two more", async () => {
    const runs = registerFlaky(2);
    await send();
    await aws.advance(3600);
    expect(runs).toEqual([0, 60, 180]);
    expect(lostEvents(aws.aws.world())).toEqual([]);
  });

  test("is lost after the third time, and noted", async () => {
    const runs = registerFlaky(9);
    await send();
    await aws.advance(3600);
    expect(runs).toEqual([0, 60, 180]);
    expect(lostEvents(aws.aws.world())).toEqual([
      {
        at: Date.parse("2026-03-01T09:03:00Z"),
        by: ARN,
        target: "none",
        reason: "The function failed 3 times: failure 3",
        event: { a: 1 },
      },
    ]);
  });

  test("the clock does not wait for tries that are still to come", async () => {
    const runs = registerFlaky(9);
    await send();
    await aws.advance(1);
    expect(aws.now()).toBe(Date.parse("2026-03-01T09:00:01Z"));
    expect(runs).toEqual([0]);
  });

  test("is tried with the code that is there by then", async () => {
    registerFlaky(9);
    await send();
    await aws.advance(30);
    const runs = registerFlaky(0);
    await aws.advance(3600);
    expect(runs).toEqual([30]);
  });
});
