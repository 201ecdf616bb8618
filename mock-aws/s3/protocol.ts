// The REST-XML protocol of S3: the path and the query say what is asked, headers how, bodies are bytes or XML.
// https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
import type { Protocol } from "../operation.ts";
import { S3_DIALECT } from "../wire/dialects.ts";
import { parseForm, type WireResponse } from "../wire/http.ts";
import { toXml } from "../wire/xml.ts";
import { type Address, addressOf } from "./address.ts";
import { operationName } from "./operation-name.ts";

export type S3Request = Address & {
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** An answer: XML with its root, or bytes as they are, or nothing. */
export type S3Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly xml?: readonly [root: string, content: unknown];
  readonly body?: string | Uint8Array;
};

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

export const S3_PROTOCOL: Protocol = {
  dialect: S3_DIALECT,
  read({ method, query: queryText, headers, body, ...request }) {
    const address = addressOf({ method, query: queryText, headers, body, ...request });
    const query = Object.fromEntries(parseForm(queryText));
    const name = operationName({ method, address, query, isCopy: "x-amz-copy-source" in headers });
    return { name, input: { ...address, query, headers, body } satisfies S3Request };
  },
  write(_operation, output, requestId): WireResponse {
    const { status = 200, headers = {}, xml, body = "" } = output as S3Answer;
    if (!xml) return { status, headers: { ...identity(requestId), ...headers }, body };
    const type = { "content-type": "application/xml" };
    return { status, headers: { ...identity(requestId), ...type, ...headers }, body: toXml(...xml, "flat", NAMESPACE) };
  },
  fail({ code, message, status, details }, requestId): WireResponse {
    const region = typeof details["Region"] === "string" ? { "x-amz-bucket-region": details["Region"] } : {};
    if (status === 304)
      return { status, headers: { ...identity(requestId), ...details } as Record<string, string>, body: "" };
    const content = { Code: code, Message: message, ...details, RequestId: requestId, HostId: hostId(requestId) };
    const headers = { ...identity(requestId), ...region, "content-type": "application/xml" };
    return { status, headers, body: toXml("Error", content, "flat") };
  },
};

function identity(requestId: string): Record<string, string> {
  return { "x-amz-request-id": requestId, "x-amz-id-2": hostId(requestId), server: "AmazonS3" };
}

function hostId(requestId: string): string {
  return Buffer.from(`local ${requestId}`).toString("base64");
}
