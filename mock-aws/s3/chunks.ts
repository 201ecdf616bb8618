// Bodies in chunks, as AWS's clients stream them: each chunk with its length, and with a signature where it is signed.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { readClaim, type SignatureClaim } from "../signature.ts";

export type Chunks = { readonly bytes: Buffer; readonly trailer: Readonly<Record<string, string>> };

/** `<size in hex>[;chunk-signature=…]\r\n<bytes>\r\n` until a chunk of size 0; then, maybe, headers. */
export function readChunks(body: Buffer, isSigned: boolean, call: Call): Chunks {
  const chain = isSigned ? signatureChain(call) : undefined;
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const { start, length, signature } = readChunkHead(body, at);
    const chunk = body.subarray(start, start + length);
    if (chain && !chain.acceptsChunk(chunk, signature)) throw mismatch();
    if (length === 0) {
      const trailer = readTrailer(body.toString("latin1", start));
      if (chain && !chain.acceptsTrailer(trailer)) throw mismatch();
      return { bytes: Buffer.concat(parts), trailer };
    }
    parts.push(chunk);
    at = start + length + 2;
  }
}

function readChunkHead(body: Buffer, at: number) {
  const end = body.indexOf("\r\n", at);
  const line = end < 0 ? "" : body.toString("latin1", at, end);
  const [, size, signature] = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line) ?? [];
  if (size === undefined) throw incompleteBody();
  const [start, length] = [end + 2, Number.parseInt(size, 16)];
  if (start + length > body.length) throw incompleteBody();
  return { start, length, signature };
}

function readTrailer(text: string): Record<string, string> {
  const pairs = text.split(/\r?\n/).map((line) => /^([^:]+):(.*)$/.exec(line));
  return Object.fromEntries(
    pairs.flatMap((pair) => (pair ? [[(pair[1] ?? "").toLowerCase(), (pair[2] ?? "").trim()]] : [])),
  );
}

/** Each signature covers the one before it; the first covers the request's own. */
function signatureChain(call: Call) {
  const claim = readClaim(call.request) as SignatureClaim; // The request was authenticated by it.
  const date = claim.signedAt.toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = [date.slice(0, 8), claim.region, claim.service, "aws4_request"];
  const { credential } = call.caller;
  const secret = Buffer.from(`AWS4${credential.kind === "none" ? "" : credential.secretAccessKey}`);
  const key = scope.reduce<Buffer>((before, step) => createHmac("sha256", before).update(step).digest(), secret);
  let previous = claim.signature;
  const accepts = (claimed: string | undefined, kind: string, ...hashes: string[]) => {
    const text = [kind, date, scope.join("/"), previous, ...hashes].join("\n");
    previous = createHmac("sha256", key).update(text).digest("hex");
    return claimed?.length === previous.length && timingSafeEqual(Buffer.from(claimed), Buffer.from(previous));
  };
  return {
    acceptsChunk: (chunk: Buffer, claimed: string | undefined) =>
      accepts(claimed, "AWS4-HMAC-SHA256-PAYLOAD", sha256(""), sha256(chunk)),
    acceptsTrailer({ "x-amz-trailer-signature": claimed, ...headers }: Readonly<Record<string, string>>) {
      const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
      return lines.length === 0 || accepts(claimed, "AWS4-HMAC-SHA256-TRAILER", sha256(lines.join("")));
    },
  };
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

export function incompleteBody(): AwsError {
  const message = "You did not provide the number of bytes specified by the Content-Length HTTP header";
  return new AwsError("IncompleteBody", message, 400);
}

function mismatch(): AwsError {
  const message =
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
  return new AwsError("SignatureDoesNotMatch", message, 403);
}
