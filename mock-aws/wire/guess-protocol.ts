// The protocol of a request that names no service: only a signature does, and some requests have none.
import type { Protocol } from "../operation.ts";
import { S3_PROTOCOL } from "../s3/protocol.ts";
import { SERVICES } from "../services.ts";
import { isSignatureVersion2 } from "../signature-version-2.ts";
import type { WireRequest } from "./http.ts";
import { jsonProtocol } from "./json.ts";
import { queryProtocol } from "./query.ts";
import { matchRoute } from "./rest.ts";
import { REST_JSON_PROTOCOL } from "./rest-json.ts";

const QUERY = queryProtocol("https://sts.amazonaws.com/doc/2011-06-15/");
const JSON_PROTOCOLS = { "1.0": jsonProtocol("1.0"), "1.1": jsonProtocol("1.1") };
const REST_SERVICES = [...SERVICES.values()].filter(({ operations }) => operations.some(({ http }) => http));

/** By its form, so that the client can read the refusal. What has no form of a service's own asks S3 for an object. */
export function guessProtocol(request: WireRequest): Protocol {
  if (isSignatureVersion2(request)) return S3_PROTOCOL;
  const { headers, query } = request;
  const type = headers["content-type"] ?? "";
  if (headers["x-amz-target"] !== undefined) return JSON_PROTOCOLS[type.includes("1.0") ? "1.0" : "1.1"];
  if (type.includes("x-www-form-urlencoded") || /(^|&)Action=/.test(query)) return QUERY;
  const isRest = type.includes("json") || REST_SERVICES.some(({ operations }) => matchRoute(request, operations));
  return isRest ? REST_JSON_PROTOCOL : S3_PROTOCOL;
}
