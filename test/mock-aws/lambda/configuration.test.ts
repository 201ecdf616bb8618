import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
} from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";
import { registerFunction } from "../../../mock-aws/lambda/functions.ts";
import { lostEvents } from "../../../mock-aws/lost-events.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";

const FunctionName = "worker";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

/** It says what it was given, after so many seconds. */
function register(seconds = 0): void {
  const { clock } = aws.aws.world();
  registerFunction(aws.aws.world(), {
    account: "111122223333",
    region: "us-east-1",
    name: FunctionName,
    handler: async (_event, context, environment) => {
      if (seconds > 0) await clock.sleep(seconds * 1000);
      return { left: context.getRemainingTimeInMillis(), environment };
    },
  });
}

const update = (wish: Omit<UpdateFunctionConfigurationCommandInput, "FunctionName">) =>
  aws.admin.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...wish }));

async function invoke() {
  const answer = await aws.admin.lambda.send(new InvokeCommand({ FunctionName }));
  return { failed: answer.FunctionError, ...JSON.parse(answer.Payload?.transformToString() ?? "") };
}

test("what is updated is shown and counts at the next invocation; the rest stays", async () => {
  register();
  await update({ Timeout: 30, Environment: { Variables: { TABLE: "ledger" } } });
  await aws.advance(60);
  await update({ MemorySize: 512, Description: "works" });
  expect(await aws.admin.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).toMatchObject({
    Timeout: 30,
    MemorySize: 512,
    Description: "works",
    Environment: { Variables: { TABLE: "ledger" } },
    LastModified: "2026-03-01T09:01:00.000+0000",
  });
  expect(await invoke()).toEqual({ left: 30_000, environment: { TABLE: "ledger" } });
});

test.each([
  [30, false],
  [31, true],
])("of 30 seconds a function takes %i; that it failed is %s", async (seconds, failed) => {
  register(seconds);
  await update({ Timeout: 30 });
  await aws.admin.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }));
  await aws.admin.lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event" }));
  await aws.advance(60);
  const reasons = lostEvents(aws.aws.world()).map(({ reason }) => reason);
  expect(reasons).toEqual(failed ? [expect.stringMatching(/Task timed out after 30.00 seconds$/)] : []);
});

test("the trail shows that there are variables, and not which", async () => {
  register();
  await update({ Environment: { Variables: { TOKEN: "s3cret" } } });
  await aws.advance(300);
  const { Events = [] } = await aws.admin.cloudtrail.send(new LookupEventsCommand({}));
  const [event] = Events;
  expect(event?.EventName).toBe("UpdateFunctionConfiguration20150331v2");
  expect(event?.CloudTrailEvent).not.toContain("s3cret");
  expect(JSON.parse(event?.CloudTrailEvent ?? "").requestParameters).toEqual({
    functionName: "worker",
    environment: {},
  });
});

test("a role takes iam:PassRole to Lambda", async () => {
  register();
  const allow = { Effect: "Allow", Action: "lambda:*", Resource: "*" };
  const Role = "arn:aws:iam::111122223333:role/worker";
  const wish = new UpdateFunctionConfigurationCommand({ FunctionName, Role });
  const session = await sessionWith(aws, allow);
  await expect(session.lambda.send(wish)).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining(`iam:PassRole on resource: ${Role}`),
  });
  const Condition = { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };
  const passer = await sessionWith(aws, allow, { Effect: "Allow", Action: "iam:PassRole", Resource: Role, Condition });
  expect((await passer.lambda.send(wish)).Role).toBe(Role);
});

test.each<[string, Omit<UpdateFunctionConfigurationCommandInput, "FunctionName">, string]>([
  ["a timeout above 15 minutes", { Timeout: 901 }, "ValidationException"],
  ["too little memory", { MemorySize: 64 }, "ValidationException"],
  ["a variable of Lambda's own", { Environment: { Variables: { AWS_REGION: "x" } } }, "InvalidParameterValueException"],
  [
    "more than 4 KB of variables",
    { Environment: { Variables: { LONG: "x".repeat(4096) } } },
    "InvalidParameterValueException",
  ],
  ["another runtime", { Runtime: "nodejs22.x" }, "NotImplemented"],
])("%s is refused", async (_what, wish, name) => {
  register();
  await expect(update(wish)).rejects.toMatchObject({ name });
});
