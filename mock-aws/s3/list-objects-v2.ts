// s3:ListObjectsV2 — https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
import { AwsError } from "../aws-error.ts";
import { bucketOf, onBucket } from "./access.ts";
import type { Bucket, StoredObject } from "./buckets.ts";
import { s3Operation } from "./define.ts";
import { canonicalId } from "./owner.ts";
import type { S3Request } from "./protocol.ts";
import { isoMillis } from "./times.ts";
import { readToken, writeToken } from "./token.ts";

export const listObjectsV2 = s3Operation({
  name: "ListObjectsV2",
  trailName: "ListObjects",
  readOnly: true,
  dataEvent: true,
  query: [
    "list-type",
    "prefix",
    "delimiter",
    "max-keys",
    "start-after",
    "continuation-token",
    "encoding-type",
    "fetch-owner",
  ],
  authorize: (request, call) => [
    onBucket("ListBucket", request, call, {
      "s3:prefix": request.query["prefix"] ?? "",
      "s3:delimiter": request.query["delimiter"],
      "s3:max-keys": request.query["max-keys"],
    }),
  ],
  run(request, call) {
    const bucket = bucketOf(request, call);
    const { query } = request;
    const max = maxKeys(query["max-keys"]);
    const found = rowsOf(bucket, query);
    const page = found.slice(0, max);
    const isTruncated = found.length > page.length && max > 0;
    const encode = encoderOf(query["encoding-type"]);
    const content = {
      Name: bucket.name,
      Prefix: encode(query["prefix"] ?? ""),
      Delimiter: query["delimiter"] && encode(query["delimiter"]),
      MaxKeys: max,
      EncodingType: query["encoding-type"],
      KeyCount: page.length,
      IsTruncated: isTruncated,
      ContinuationToken: query["continuation-token"],
      NextContinuationToken: isTruncated ? writeToken(page.at(-1)?.name ?? "") : undefined,
      StartAfter: query["start-after"] && encode(query["start-after"]),
      Contents: page.flatMap(({ name, object }) => (object ? [showObject(encode(name), object, bucket, query)] : [])),
      CommonPrefixes: page.flatMap(({ name, object }) => (object ? [] : [{ Prefix: encode(name) }])),
    };
    return { xml: ["ListBucketResult", content] };
  },
});

/** A key, or what several keys have in common up to the delimiter. */
type Row = { readonly name: string; readonly object?: StoredObject };

/** In the order of UTF-8, after where the page before ended; a common prefix counts once. */
function rowsOf({ objects }: Bucket, query: S3Request["query"]): readonly Row[] {
  const { prefix = "", delimiter = "", "continuation-token": token, "start-after": start = "" } = query;
  const after = token === undefined ? start : readToken(token);
  const rows = new Map<string, Row>();
  for (const [key, object] of objects) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const name = end < 0 ? key : key.slice(0, end + delimiter.length);
    rows.set(name, end < 0 ? { name, object } : { name });
  }
  const order = (one: Row, other: Row) => Buffer.compare(Buffer.from(one.name), Buffer.from(other.name));
  return [...rows.values()]
    .sort(order)
    .filter(({ name }) => after === "" || Buffer.compare(Buffer.from(name), Buffer.from(after)) > 0);
}

function showObject(Key: string, object: StoredObject, { account }: Bucket, query: S3Request["query"]) {
  return {
    Key,
    LastModified: isoMillis(object.modifiedAt),
    ETag: object.etag,
    ChecksumAlgorithm: object.checksum.name.toUpperCase(),
    ChecksumType: "FULL_OBJECT",
    Size: object.body.length,
    Owner: query["fetch-owner"] === "true" ? { ID: canonicalId(account) } : undefined,
    StorageClass: "STANDARD",
  };
}

function maxKeys(text = "1000"): number {
  if (/^\d+$/.test(text)) return Math.min(Number(text), 1000);
  throw new AwsError("InvalidArgument", "Provided max-keys not an integer or within integer range", 400, {
    ArgumentName: "max-keys",
    ArgumentValue: text,
  });
}

/** Keys may hold characters that XML cannot: clients ask to have them encoded. */
function encoderOf(type: string | undefined): (text: string) => string {
  if (type === undefined) return (text) => text;
  if (type !== "url")
    throw new AwsError("InvalidArgument", "Invalid Encoding Method specified in Request", 400, {
      ArgumentName: "encoding-type",
      ArgumentValue: type,
    });
  return (text) => encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%20", "+");
}
