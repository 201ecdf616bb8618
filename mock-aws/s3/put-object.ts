// s3:PutObject — https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
import { createHash } from "node:crypto";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { bucketOf, onObject } from "./access.ts";
import { refuseAcl } from "./acl.ts";
import { readBody } from "./body.ts";
import type { StoredObject } from "./buckets.ts";
import { s3Operation } from "./define.ts";

/** Given back with the object as they came. */
const KEPT = /^(cache-control|content-disposition|content-language|content-type|expires|x-amz-meta-.+)$/;

const MAX_KEY_BYTES = 1024;

export const putObject = s3Operation({
  name: "PutObject",
  readOnly: false,
  dataEvent: true,
  headers: ["x-amz-acl", "x-amz-checksum-*", "x-amz-meta-*", "x-amz-server-side-encryption", "x-amz-storage-class"],
  authorize: (request, call) => [
    onObject("PutObject", request, call, {
      "s3:x-amz-acl": request.headers["x-amz-acl"],
      "s3:x-amz-server-side-encryption": request.headers["x-amz-server-side-encryption"],
      "s3:x-amz-storage-class": request.headers["x-amz-storage-class"],
      "s3:if-none-match": request.headers["if-none-match"],
      "s3:if-match": request.headers["if-match"],
    }),
  ],
  run(request, call) {
    const { key = "", headers } = request;
    const { objects } = bucketOf(request, call);
    if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
      throw new AwsError("KeyTooLongError", "Your key is too long", 400, {
        Size: Buffer.byteLength(key),
        MaxSizeAllowed: MAX_KEY_BYTES,
      });
    }
    refuseAcl(headers);
    refuseOther(headers, "x-amz-server-side-encryption", "AES256");
    refuseOther(headers, "x-amz-storage-class", "STANDARD");
    refuseUnmet(headers, objects.get(key), key);
    const { bytes, checksum } = readBody(request, call);
    const etag = `"${createHash("md5").update(bytes).digest("hex")}"`;
    objects.set(key, { body: bytes, etag, checksum, modifiedAt: call.now, headers: keptHeaders(headers) });
    return {
      headers: {
        etag,
        [`x-amz-checksum-${checksum.name}`]: checksum.value,
        "x-amz-checksum-type": "FULL_OBJECT",
        "x-amz-server-side-encryption": "AES256",
      },
    };
  },
});

function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => KEPT.test(name));
  const encoding = (headers["content-encoding"] ?? "").split(",").map((one) => one.trim());
  const own = encoding.filter((one) => one !== "aws-chunked" && one !== "");
  return {
    "content-type": "binary/octet-stream",
    ...Object.fromEntries(kept),
    ...(own.length > 0 ? { "content-encoding": own.join(",") } : {}),
  };
}

function refuseOther(headers: Readonly<Record<string, string>>, name: string, only: string): void {
  const value = headers[name];
  if (value !== undefined && value !== only) throw new NotImplementedError(`${name}: ${value}`);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
function refuseUnmet(headers: Readonly<Record<string, string>>, present: StoredObject | undefined, key: string): void {
  const { "if-none-match": none, "if-match": match } = headers;
  if (none !== undefined && none !== "*") throw new NotImplementedError("If-None-Match other than * for s3:PutObject");
  if (match !== undefined && !present)
    throw new AwsError("NoSuchKey", "The specified key does not exist.", 404, { Key: key });
  const unmet =
    none !== undefined && present
      ? "If-None-Match"
      : match !== undefined && !sameTag(match, present)
        ? "If-Match"
        : undefined;
  if (unmet === undefined) return;
  const message = "At least one of the pre-conditions you specified did not hold";
  throw new AwsError("PreconditionFailed", message, 412, { Condition: unmet });
}

function sameTag(wished: string, object: StoredObject | undefined): boolean {
  return wished.replaceAll('"', "") === object?.etag.replaceAll('"', "");
}
