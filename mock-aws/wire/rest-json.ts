// The AWS REST-JSON protocol (Lambda, GuardDuty, Security Hub): path and query name things, bodies are JSON.
import type { Protocol } from "../operation.ts";
import { REST_JSON_DIALECT } from "./dialects.ts";
import { parseForm } from "./http.ts";
import { parseJson, toJson } from "./json.ts";
import { matchRoute } from "./rest.ts";

/** An output that is written as it is: a payload, a status and headers of its own. */
export type RawOutput = {
  readonly raw: string | Uint8Array;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

export function isRaw(output: unknown): output is RawOutput {
  return typeof output === "object" && output !== null && "raw" in output;
}

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const REST_JSON_PROTOCOL: Protocol = {
  dialect: REST_JSON_DIALECT,
  read(request, operations) {
    const match = matchRoute(request, operations);
    if (!match) return { name: `${request.method} ${request.path}`, input: {} };
    const isJson = (request.headers["content-type"] ?? "").includes("json");
    const body = isJson ? parseJson(request.body.toString("utf8")) : {};
    const members = typeof body === "object" && body !== null ? body : {};
    return {
      name: match.operation.name,
      input: { ...members, ...Object.fromEntries(parseForm(request.query)), ...match.labels },
    };
  },
  write(operation, output, requestId) {
    const headers = { "content-type": "application/json", "x-amzn-requestid": requestId };
    if (isRaw(output))
      return { status: output.status ?? 200, headers: { ...headers, ...output.headers }, body: output.raw };
    return { status: operation.http?.status ?? 200, headers, body: toJson(output ?? {}) };
  },
  fail: (error, requestId) => ({
    status: error.status,
    headers: { "content-type": "application/json", "x-amzn-requestid": requestId, "x-amzn-errortype": error.code },
    body: toJson({ message: error.message, Message: error.message, ...error.details }),
  }),
};
