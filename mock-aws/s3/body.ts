// The body of an upload: as it is, or in the chunks that AWS's clients send, their signatures and checksums looked at.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { readClaim, type SignatureClaim } from "../signature.ts";
import { CHECKSUMS, type ChecksumName, checksumOf } from "./checksum.ts";
import type { S3Request } from "./protocol.ts";

export type Body = {
  readonly bytes: Buffer;
  readonly checksum: { readonly name: ChecksumName; readonly value: string };
};

/** The bytes that are meant, and the checksum that S3 keeps: the client's, or its own where the client gave none. */
export function readBody({ headers, body }: S3Request, call: Call): Body {
  const chunked = /^STREAMING-(AWS4-HMAC-SHA256-PAYLOAD|UNSIGNED-PAYLOAD)(-TRAILER)?$/.exec(headers["x-amz-content-sha256"] ?? "");
  const { bytes, trailer } = chunked ? readChunks(body, chunked[1] === "AWS4-HMAC-SHA256-PAYLOAD", call) : { bytes: body, trailer: {} };
  const stated = headers["x-amz-decoded-content-length"];
  if (chunked && stated !== undefined && Number(stated) !== bytes.length) throw incomplete();
  refuseWrongMd5(headers["content-md5"], bytes);
  return { bytes, checksum: checkedSum({ ...headers, ...trailer }, bytes) };
}

function checkedSum(stated: Readonly<Record<string, string>>, bytes: Buffer): Body["checksum"] {
  const name = CHECKSUMS.find((one) => `x-amz-checksum-${one}` in stated);
  if (name === undefined) return { name: "crc64nvme", value: checksumOf("crc64nvme", bytes) };
  const value = checksumOf(name, bytes);
  if (stated[`x-amz-checksum-${name}`] !== value) {
    throw new AwsError("BadDigest", `The ${name.toUpperCase()} you specified did not match the calculated checksum.`, 400);
  }
  return { name, value };
}

function refuseWrongMd5(stated: string | undefined, bytes: Buffer): void {
  if (stated === undefined || stated === createHash("md5").update(bytes).digest("base64")) return;
  throw new AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.", 400);
}

type Chunks = { readonly bytes: Buffer; readonly trailer: Readonly<Record<string, string>> };

/** `<size in hex>[;chunk-signature=…]\r\n<bytes>\r\n` until a chunk of size 0; then, maybe, headers. */
function readChunks(body: Buffer, isSigned: boolean, call: Call): Chunks {
  const signature = isSigned ? chainOf(call) : undefined;
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf("\r\n", at);
    if (lineEnd < 0) throw incomplete();
    const [, size = "", claimed] = /^([0-9a-fA-F]+)(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(body.toString("latin1", at, lineEnd)) ?? [];
    const length = size === "" ? Number.NaN : Number.parseInt(size, 16);
    const start = lineEnd + 2;
    if (Number.isNaN(length) || start + length > body.length) throw incomplete();
    const chunk = body.subarray(start, start + length);
    if (signature && !signature.accepts(chunk, claimed)) throw mismatch(call);
    if (length === 0) return { bytes: Buffer.concat(parts), trailer: readTrailer(body.toString("latin1", start)) };
    parts.push(chunk);
    at = start + length + 2;
  }
}

function readTrailer(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.includes(":"));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
}

/** Each chunk's signature covers the one before it; the first covers the request's own. */
function chainOf(call: Call): { accepts(chunk: Buffer, claimed: string | undefined): boolean } {
  const claim = readClaim(call.request) as SignatureClaim; // The request was authenticated by it.
  const date = claim.signedAt.toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = [date.slice(0, 8), claim.region, claim.service, "aws4_request"];
  const secret = Buffer.from(`AWS4${call.caller.credential.secretAccessKey}`);
  const key = scope.reduce<Buffer>((before, step) => createHmac("sha256", before).update(step).digest(), secret);
  const empty = createHash("sha256").digest("hex");
  let previous = claim.signature;
  return {
    accepts(chunk, claimed = "") {
      const hash = createHash("sha256").update(chunk).digest("hex");
      const text = ["AWS4-HMAC-SHA256-PAYLOAD", date, scope.join("/"), previous, empty, hash].join("\n");
      previous = createHmac("sha256", key).update(text).digest("hex");
      return claimed.length === previous.length && timingSafeEqual(Buffer.from(claimed), Buffer.from(previous));
    },
  };
}

function incomplete(): AwsError {
  const message = "You did not provide the number of bytes specified by the Content-Length HTTP header";
  return new AwsError("IncompleteBody", message, 400);
}

function mismatch({ caller }: Call): AwsError {
  const message = "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
  return new AwsError("SignatureDoesNotMatch", message, 403, { AWSAccessKeyId: caller.credential.accessKeyId });
}
