import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import {
  GetFunctionCommand,
  InvokeCommand,
  type InvokeCommandInput,
  ListFunctionsCommand,
} from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { type LambdaContext, type LambdaHandler, registerFunction } from "../../../mock-aws/lambda/functions.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const register = (handler: LambdaHandler, name = "double") =>
  registerFunction(aws.aws.world(), { account: "111122223333", region: "us-east-1", name, handler });

type Wish = { readonly [Name in keyof InvokeCommandInput]?: InvokeCommandInput[Name] | undefined };

async function invoke(input: Wish = {}) {
  const answer = await aws.admin.lambda.send(
    new InvokeCommand({ FunctionName: "double", Payload: '{"n":2}', ...input } as InvokeCommandInput),
  );
  const text = answer.Payload?.transformToString() ?? "";
  return { ...answer, result: text === "" ? undefined : JSON.parse(text) };
}

const double: LambdaHandler = async (event) => ({ n: 2 * (event as { n: number }).n });

describe("Invoke", () => {
  test("answers with what the function returned", async () => {
    register(double);
    expect(await invoke()).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST", result: { n: 4 } });
  });

  test("gives the function a context", async () => {
    let seen: LambdaContext | undefined;
    register(async (_event, context) => {
      seen = context;
    });
    const { result } = await invoke({ ClientContext: Buffer.from('{"custom":{"a":1}}').toString("base64") });
    expect(result).toBeNull();
    expect(seen).toMatchObject({
      functionName: "double",
      functionVersion: "$LATEST",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:double",
      clientContext: { custom: { a: 1 } },
    });
    expect(seen?.getRemainingTimeInMillis()).toBe(900_000);
  });

  test("an error of the function is an answer, not an error of the call", async () => {
    register(async () => {
      throw new TypeError("no such thing");
    });
    expect(await invoke()).toMatchObject({
      StatusCode: 200,
      FunctionError: "Unhandled",
      result: { errorType: "TypeError", errorMessage: "no such thing" },
    });
  });

  test("without a payload the event is empty", async () => {
    register(async (event) => event);
    expect((await invoke({ Payload: undefined })).result).toEqual({});
  });

  test("as Event answers 202 at once, and the clock runs it", async () => {
    const events: unknown[] = [];
    register(async (event) => void events.push(event));
    expect(await invoke({ InvocationType: "Event" })).toMatchObject({ StatusCode: 202, result: undefined });
    expect(events).toEqual([]);
    await aws.advance(0);
    expect(events).toEqual([{ n: 2 }]);
  });

  test("as DryRun only checks", async () => {
    register(async () => {
      throw new Error("never run");
    });
    expect(await invoke({ InvocationType: "DryRun" })).toMatchObject({ StatusCode: 204 });
  });

  test.each([
    "double",
    "double:$LATEST",
    "function:double",
    "111122223333:function:double",
    "arn:aws:lambda:us-east-1:111122223333:function:double",
    "arn:aws:lambda:us-east-1:111122223333:function:double:$LATEST",
  ])("knows the function as %s", async (FunctionName) => {
    register(double);
    expect((await invoke({ FunctionName })).result).toEqual({ n: 4 });
  });

  test.each<[Partial<InvokeCommandInput>, string]>([
    [{ FunctionName: "nobody" }, "arn:aws:lambda:us-east-1:111122223333:function:nobody"],
    [{ Qualifier: "live" }, "arn:aws:lambda:us-east-1:111122223333:function:double:live"],
    [{ FunctionName: "double:7" }, "arn:aws:lambda:us-east-1:111122223333:function:double:7"],
  ])("%j is not found", async (input, arn) => {
    register(double);
    await expect(invoke(input)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `Function not found: ${arn}`,
      $metadata: { httpStatusCode: 404 },
    });
  });

  test("a function lives in one Region", async () => {
    register(double);
    const call = new InvokeCommand({ FunctionName: "double" });
    await expect(aws.as(ADMIN_KEY, "eu-west-1").lambda.send(call)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("a payload that is no JSON is refused", async () => {
    register(double);
    await expect(invoke({ Payload: "{n:2}" })).rejects.toMatchObject({
      name: "InvalidRequestContentException",
      message: expect.stringContaining("Could not parse request body into json"),
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("6 MB are the most for an answer, 1 MB for an event", async () => {
    register(double);
    const Payload = JSON.stringify({ n: 2, text: "x".repeat(1024 * 1024) });
    expect((await invoke({ Payload })).result).toEqual({ n: 4 });
    await expect(invoke({ Payload, InvocationType: "Event" })).rejects.toMatchObject({
      name: "RequestTooLargeException",
      $metadata: { httpStatusCode: 413 },
    });
  });

  test("takes lambda:InvokeFunction on the function's ARN", async () => {
    register(double);
    register(double, "other");
    const Resource = "arn:aws:lambda:us-east-1:111122223333:function:double";
    const session = await sessionWith(aws, { Effect: "Allow", Action: "lambda:InvokeFunction", Resource });
    await session.lambda.send(new InvokeCommand({ FunctionName: "double", Payload: '{"n":1}' }));
    await expect(session.lambda.send(new InvokeCommand({ FunctionName: "other" }))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringMatching(
        /is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:111122223333:function:other because/,
      ),
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("is a data event: the event history does not show it", async () => {
    register(double);
    await invoke();
    await aws.advance(300);
    const { Events } = await aws.admin.cloudtrail.send(new LookupEventsCommand({}));
    expect(Events).toEqual([]);
  });
});

test("GetFunction and ListFunctions show what is true of a function", async () => {
  register(double);
  register(double, "another");
  const shown = {
    FunctionName: "double",
    FunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:double",
    Description: "",
    Timeout: 900,
    MemorySize: 128,
    Version: "$LATEST",
    LastModified: "2026-03-01T09:00:00.000+0000",
    State: "Active",
    LastUpdateStatus: "Successful",
  };
  const { Configuration } = await aws.admin.lambda.send(new GetFunctionCommand({ FunctionName: "double" }));
  expect(Configuration).toEqual(shown);
  const { Functions } = await aws.admin.lambda.send(new ListFunctionsCommand({}));
  expect(Functions).toMatchObject([{ FunctionName: "another" }, shown]);
});
