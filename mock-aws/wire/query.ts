// The AWS query protocol (IAM, STS, SNS) and its EC2 variant: a form comes in, XML goes out.
import type { Protocol } from "../operation.ts";
import { EC2_DIALECT, QUERY_DIALECT } from "./dialects.ts";
import { nest } from "./form.ts";
import { parseForm, type WireRequest } from "./http.ts";
import { toXml } from "./xml.ts";

const XML = { "content-type": "text/xml" };

function read(request: WireRequest) {
  const pairs = parseForm(request.method === "GET" ? request.query : request.body.toString("utf8"));
  const name = pairs.find(([key]) => key === "Action")?.[1];
  if (name === undefined) return undefined;
  return {
    name,
    api: pairs.find(([key]) => key === "Version")?.[1] ?? "NO_VERSION_SPECIFIED",
    input: nest(pairs.filter(([key]) => key !== "Action" && key !== "Version" && !key.startsWith("X-Amz-"))),
  };
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function queryProtocol(namespace: string, dialect = QUERY_DIALECT): Protocol {
  return {
    dialect,
    read,
    write(operation, output, requestId) {
      const result = output === undefined ? {} : { [`${operation.name}Result`]: output };
      const content = { ...result, ResponseMetadata: { RequestId: requestId } };
      const body = toXml(`${operation.name}Response`, content, "member", namespace);
      return { status: 200, headers: { ...XML, "x-amzn-requestid": requestId }, body };
    },
    fail(error, requestId) {
      const type = error.status >= 500 ? "Receiver" : "Sender";
      const content = { Error: { Type: type, Code: error.code, Message: error.message }, RequestId: requestId };
      const body = toXml("ErrorResponse", content, "member", namespace);
      return { status: error.status, headers: { ...XML, "x-amzn-requestid": requestId }, body };
    },
  };
}

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export const EC2_PROTOCOL: Protocol = {
  dialect: EC2_DIALECT,
  read,
  write(operation, output, requestId) {
    const content = { requestId, ...(output as object | undefined) };
    const body = toXml(`${operation.name}Response`, content, "item", "http://ec2.amazonaws.com/doc/2016-11-15/");
    return { status: 200, headers: { ...XML, "x-amzn-requestid": requestId }, body };
  },
  fail(error, requestId) {
    const content = { Errors: { Error: { Code: error.code, Message: error.message } }, RequestID: requestId };
    return { status: error.status, headers: XML, body: toXml("Response", content, "item") };
  },
};
