// The protocol of a request that names no service: only a signature does, and some requests have none.
import type { Protocol } from "../operation.ts";
import { S3_PROTOCOL } from "../s3/protocol.ts";
import { isSignatureVersion2 } from "../signature-version-2.ts";
import type { WireRequest } from "./http.ts";
import { jsonProtocol } from "./json.ts";
import { queryProtocol } from "./query.ts";
import { REST_JSON_PROTOCOL } from "./rest-json.ts";

const QUERY = queryProtocol("https://sts.amazonaws.com/doc/2011-06-15/");
const JSON_PROTOCOLS = { "1.0": jsonProtocol("1.0"), "1.1": jsonProtocol("1.1") };

/** By its form, so that the client can read the refusal. */
export function guessProtocol(request: WireRequest): Protocol {
  if (isSignatureVersion2(request)) return S3_PROTOCOL;
  const { headers, query } = request;
  const type = headers["content-type"] ?? "";
  if (headers["x-amz-target"] !== undefined) return JSON_PROTOCOLS[type.includes("1.0") ? "1.0" : "1.1"];
  const isForm = type.includes("x-www-form-urlencoded") || /(^|&)Action=/.test(query);
  return isForm ? QUERY : REST_JSON_PROTOCOL;
}
