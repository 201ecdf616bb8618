// The AWS JSON protocol: the operation in a header, JSON in and out (CloudTrail, EventBridge, DynamoDB, Secrets Manager).
import { AwsError } from "../aws-error.ts";
import type { Protocol } from "../operation.ts";
import { isDeeper } from "./depth.ts";
import { JSON_DIALECT } from "./dialects.ts";

/** https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html; times are seconds since 1970. */
export function jsonProtocol(version: "1.0" | "1.1"): Protocol {
  const headers = (requestId: string) => ({
    "content-type": `application/x-amz-json-${version}`,
    "x-amzn-requestid": requestId,
  });
  return {
    dialect: JSON_DIALECT,
    read(request) {
      const [api, name] = request.headers["x-amz-target"]?.split(".").slice(-2) ?? [];
      if (api === undefined || name === undefined) return undefined;
      return { name, api, input: parseJson(request.body.toString("utf8")) };
    },
    write: (_operation, output, requestId) => ({
      status: 200,
      headers: headers(requestId),
      body: toJson(output ?? {}),
    }),
    fail: (error, requestId) => ({
      status: error.status,
      headers: headers(requestId),
      body: toJson({ __type: error.code, message: error.message, Message: error.message, ...error.details }),
    }),
  };
}

/** No input of AWS comes near it: DynamoDB's items, the deepest, have 32 levels. */
const DEEPEST = 1000;

/** What a JSON body says; an empty one says `{}`. */
export function parseJson(text: string): unknown {
  if (text === "") return {};
  if (isDeeper(text, DEEPEST)) {
    throw new AwsError("SerializationException", `The request body is nested more than ${DEEPEST} levels deep.`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AwsError("SerializationException", `The request body is not JSON: ${(cause as Error).message}`);
  }
}

/** JSON with times as seconds since 1970, as AWS's JSON services write them. */
export function toJson(value: unknown): string {
  if (!hasTimes(value)) return JSON.stringify(value); // To ask about each member takes several times as long.
  return JSON.stringify(value, function (this: Record<string, unknown>, name: string, shown: unknown) {
    const original = this[name];
    return original instanceof Date ? original.getTime() / 1000 : shown;
  });
}

function hasTimes(value: unknown): boolean {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  return value instanceof Date || Object.values(value).some(hasTimes);
}
