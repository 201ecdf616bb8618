// The body of an upload: as it is, or in the chunks that AWS's clients send, their signatures and checksums looked at.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
import { createHash } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { CHECKSUMS, type ChecksumName, checksumOf } from "./checksum.ts";
import { incompleteBody, readChunks } from "./chunks.ts";
import type { S3Request } from "./protocol.ts";

export type Body = {
  readonly bytes: Buffer;
  readonly checksum: { readonly name: ChecksumName; readonly value: string };
};

/** The bytes that are meant, and the checksum that S3 keeps: the client's, or its own where the client gave none. */
export function readBody({ headers, body }: S3Request, call: Call): Body {
  const chunked = /^STREAMING-(AWS4-HMAC-SHA256-PAYLOAD|UNSIGNED-PAYLOAD)(-TRAILER)?$/.exec(
    headers["x-amz-content-sha256"] ?? "",
  );
  const isSigned = chunked?.[1] === "AWS4-HMAC-SHA256-PAYLOAD";
  const { bytes, trailer } = chunked ? readChunks(body, isSigned, call) : { bytes: body, trailer: {} };
  const stated = headers["x-amz-decoded-content-length"];
  if (chunked && stated !== undefined && Number(stated) !== bytes.length) throw incompleteBody();
  refuseWrongMd5(headers["content-md5"], bytes);
  return { bytes, checksum: checkedSum({ ...headers, ...trailer }, bytes) };
}

function checkedSum(stated: Readonly<Record<string, string>>, bytes: Buffer): Body["checksum"] {
  const name = CHECKSUMS.find((one) => `x-amz-checksum-${one}` in stated);
  if (name === undefined) return { name: "crc64nvme", value: checksumOf("crc64nvme", bytes) };
  const value = checksumOf(name, bytes);
  if (stated[`x-amz-checksum-${name}`] !== value) {
    throw new AwsError(
      "BadDigest",
      `The ${name.toUpperCase()} you specified did not match the calculated checksum.`,
      400,
    );
  }
  return { name, value };
}

function refuseWrongMd5(stated: string | undefined, bytes: Buffer): void {
  if (stated === undefined || stated === createHash("md5").update(bytes).digest("base64")) return;
  throw new AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.", 400);
}
