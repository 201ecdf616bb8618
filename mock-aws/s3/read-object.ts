// What GetObject and HeadObject share: permission, conditions, ranges and headers.
import { AwsError } from "../aws-error.ts";
import type { Access, Call } from "../operation.ts";
import { access, bucketOf, onObject } from "./access.ts";
import type { StoredObject } from "./buckets.ts";
import type { S3Answer, S3Request } from "./protocol.ts";
import { httpDate } from "./times.ts";

export const READ_HEADERS = ["x-amz-checksum-mode"];

/** Headers of the answer that a (signed) request may set. */
export const READ_QUERY = [
  "response-cache-control",
  "response-content-disposition",
  "response-content-encoding",
  "response-content-language",
  "response-content-type",
  "response-expires",
];

/** Whether there is no such object is told only to those who may list the bucket. */
export function readAccess(request: S3Request, call: Call): readonly Access[] {
  const bucket = bucketOf(request, call);
  const get = onObject("GetObject", request, call);
  return bucket.objects.has(request.key ?? "") ? [get] : [get, access("ListBucket", "", bucket, call)];
}

export function readObject(request: S3Request, call: Call): S3Answer & { readonly body: Uint8Array } {
  const { key = "", headers, query } = request;
  const object = bucketOf(request, call).objects.get(key);
  if (!object) throw new AwsError("NoSuchKey", "The specified key does not exist.", 404, { Key: key });
  refuseUnmet(headers, object);
  const range = rangeOf(headers["range"], object.body.length);
  const overrides = READ_QUERY.flatMap((name) =>
    query[name] === undefined ? [] : [[name.slice("response-".length), query[name]]],
  );
  return {
    status: range ? 206 : 200,
    headers: {
      ...object.headers,
      "accept-ranges": "bytes",
      etag: object.etag,
      "last-modified": httpDate(object.modifiedAt),
      "x-amz-server-side-encryption": "AES256",
      ...(range
        ? { "content-range": `bytes ${range.first}-${range.last}/${object.body.length}` }
        : checksumHeaders(headers, object)),
      ...Object.fromEntries(overrides),
    },
    body: range ? object.body.subarray(range.first, range.last + 1) : object.body,
  };
}

function checksumHeaders(
  headers: Readonly<Record<string, string>>,
  { checksum }: StoredObject,
): Record<string, string> {
  if (headers["x-amz-checksum-mode"]?.toUpperCase() !== "ENABLED") return {};
  return { [`x-amz-checksum-${checksum.name}`]: checksum.value, "x-amz-checksum-type": "FULL_OBJECT" };
}

/** RFC 9110, section 13.2.2: tags first, times where there is no tag. */
function refuseUnmet(headers: Readonly<Record<string, string>>, { etag, modifiedAt }: StoredObject): void {
  const lists = (name: string) => (headers[name] ?? "").split(",").map((tag) => tag.trim().replaceAll('"', ""));
  const has = (name: string) => lists(name).some((tag) => tag === "*" || tag === etag.replaceAll('"', ""));
  const since = (name: string) => Date.parse(headers[name] ?? "");
  const modified = Math.floor(modifiedAt / 1000) * 1000;
  const failsMatch = "if-match" in headers ? !has("if-match") : modified > since("if-unmodified-since");
  if (failsMatch) {
    const Condition = "if-match" in headers ? "If-Match" : "If-Unmodified-Since";
    throw new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412, {
      Condition,
    });
  }
  const isUnchanged = "if-none-match" in headers ? has("if-none-match") : modified <= since("if-modified-since");
  if (isUnchanged)
    throw new AwsError("NotModified", "Not Modified", 304, { etag, "last-modified": httpDate(modifiedAt) });
}

type Range = { readonly first: number; readonly last: number };

/** One range of bytes; what is written in any other way is passed over, as HTTP asks. */
function rangeOf(header: string | undefined, length: number): Range | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return undefined;
  const first = from === "" ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === "" || to === "" ? length - 1 : Math.min(Number(to), length - 1);
  if (from !== "" && to !== "" && Number(to) < Number(from)) return undefined;
  if (first < length && !(from === "" && to === "0")) return { first, last };
  const details = { RangeRequested: header, ActualObjectSize: length };
  throw new AwsError("InvalidRange", "The requested range is not satisfiable", 416, details);
}
