// s3:DeleteObjects — https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html

import { authorize } from "../authorize.ts";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { access, bucketOf } from "./access.ts";
import { readBody } from "./body.ts";
import type { Bucket } from "./buckets.ts";
import { s3Operation } from "./define.ts";
import { S3_PROTOCOL } from "./protocol.ts";
import { readXml } from "./read-xml.ts";

type Wish = Readonly<Record<string, string>>;

type Failure = { readonly Key: string; readonly Code: string; readonly Message: string };

/** Each key takes the permission to delete it; one that is refused stays, the others go. */
export const deleteObjects = s3Operation({
  name: "DeleteObjects",
  readOnly: false,
  dataEvent: true,
  headers: ["x-amz-checksum-*"],
  query: ["delete"],
  authorize: () => "none",
  run(request, call) {
    const bucket = bucketOf(request, call);
    refuseUnchecked(request.headers);
    const { keys, quiet } = readWish(readBody(request, call).bytes);
    const outcomes = keys.map((key) => remove(bucket, key, call));
    const Deleted = outcomes.flatMap((outcome) => ("Code" in outcome || quiet ? [] : [outcome]));
    const errors = outcomes.filter((outcome): outcome is Failure => "Code" in outcome);
    return { xml: ["DeleteResult", { Deleted, Error: errors }] };
  },
});

function remove(bucket: Bucket, key: string, call: Call): { readonly Key: string } | Failure {
  try {
    authorize(call, [access("DeleteObject", `/${key}`, bucket, call)], { protocol: S3_PROTOCOL });
  } catch (error) {
    if (error instanceof AwsError) return { Key: key, Code: error.code, Message: error.message };
    throw error;
  }
  bucket.objects.delete(key);
  return { Key: key };
}

function refuseUnchecked(headers: Readonly<Record<string, string>>): void {
  const isChecked = Object.keys(headers).some((name) => /^(content-md5|x-amz-checksum-.+|x-amz-trailer)$/.test(name));
  if (isChecked) return;
  throw new AwsError(
    "InvalidRequest",
    "Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
    400,
  );
}

function readWish(body: Buffer): { readonly keys: readonly string[]; readonly quiet: boolean } {
  const { Object: objects, Quiet } = readXml(body, "Delete") as { Object?: Wish | Wish[]; Quiet?: string };
  const wishes = [objects ?? []].flat();
  if (wishes.length === 0 || wishes.length > 1000) {
    const message = "The XML you provided was not well-formed or did not validate against our published schema";
    throw new AwsError("MalformedXML", message, 400);
  }
  const unknown = wishes.flatMap((wish) => Object.keys(wish)).find((name) => name !== "Key" && name !== "#text");
  if (unknown !== undefined) throw new NotImplementedError(`${unknown} of s3:DeleteObjects`);
  return { keys: wishes.map(({ Key = "" }) => Key), quiet: Quiet === "true" };
}
