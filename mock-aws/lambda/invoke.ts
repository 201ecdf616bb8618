// lambda:Invoke — https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { text } from "../input.ts";
import { type Call, operation } from "../operation.ts";
import type { RawOutput } from "../wire/rest-json.ts";
import { findFunction, functionName, onFunction } from "./function-name.ts";
import { invokeLater } from "./invoke-later.ts";
import { runFunction } from "./run-function.ts";

const LARGEST = { RequestResponse: 6 * 1024 * 1024, Event: 1024 * 1024, DryRun: 6 * 1024 * 1024 } as const;

/** The log that `X-Amz-Log-Type: Tail` asks for is never answered: the function writes to this process's own output. */
export const invoke = operation({
  name: "Invoke",
  http: { method: "POST", path: "/2015-03-31/functions/{FunctionName}/invocations" },
  readOnly: false,
  dataEvent: true,
  input: z.object({ FunctionName: functionName, Qualifier: text({ min: 1, max: 128 }).optional() }),
  authorize: onFunction("InvokeFunction"),
  async run(wish, call): Promise<RawOutput> {
    const target = findFunction(wish, call);
    const type = invocationType(call);
    const payload = payloadOf(call, LARGEST[type]);
    const run = { payload, requestId: call.requestId, ...clientContext(call) };
    const headers = { "x-amz-executed-version": "$LATEST" };
    if (type === "DryRun") return { raw: "", status: 204 };
    if (type === "Event") {
      invokeLater(call.world, target, run);
      return { raw: "", status: 202 };
    }
    const result = await runFunction(call.world, target, run);
    if (result === "throttled") {
      const why = { Reason: "ReservedFunctionConcurrentInvocationLimitExceeded", Type: "User" };
      throw new AwsError("TooManyRequestsException", "Rate Exceeded.", 429, why);
    }
    return {
      raw: result.payload,
      status: 200,
      headers: { ...headers, ...(result.failed ? { "x-amz-function-error": "Unhandled" } : {}) },
    };
  },
  trail: ({ FunctionName }, _output, call) => ({
    requestParameters: { functionName: FunctionName, invocationType: header(call, "invocation-type") },
    responseElements: null,
    resources: [
      {
        ARN: onFunction("InvokeFunction")({ FunctionName }, call)[0]?.resource ?? FunctionName,
        type: "AWS::Lambda::Function",
      },
    ],
  }),
});

function header({ request }: Call, name: string): string | undefined {
  return request.headers[`x-amz-${name}`];
}

function invocationType(call: Call): keyof typeof LARGEST {
  for (const name of ["durable-execution-name", "tenant-id"]) {
    if (header(call, name) !== undefined) throw new NotImplementedError(`lambda:Invoke with X-Amz-${name}`);
  }
  const type = header(call, "invocation-type") ?? "RequestResponse";
  if (type === "RequestResponse" || type === "Event" || type === "DryRun") return type;
  const constraint =
    "failed to satisfy constraint: Member must satisfy enum value set: [RequestResponse, Event, DryRun]";
  throw new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${type}' at 'invocationType' ${constraint}`,
  );
}

function payloadOf({ request }: Call, largest: number): string {
  if (request.body.length > largest) {
    const message = `Request must be smaller than ${largest} bytes for the InvokeFunction operation`;
    throw new AwsError("RequestTooLargeException", message, 413, { Type: "User" });
  }
  const payload = request.body.toString("utf8");
  if (payload === "") return payload;
  try {
    JSON.parse(payload);
    return payload;
  } catch (error) {
    const message = `Could not parse request body into json: ${(error as SyntaxError).message}`;
    throw new AwsError("InvalidRequestContentException", message, 400, { Type: "User" });
  }
}

function clientContext(call: Call): { readonly clientContext?: unknown } {
  const encoded = header(call, "client-context");
  if (encoded === undefined) return {};
  try {
    return { clientContext: JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) };
  } catch {
    throw new AwsError(
      "InvalidRequestContentException",
      "Client context must be a valid Base64-encoded JSON object.",
      400,
      { Type: "User" },
    );
  }
}
