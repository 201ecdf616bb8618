// An upload in signed chunks, as the older SDKs of AWS send it.
import { createHash, createHmac } from "node:crypto";
import { Hash } from "@smithy/core/serde";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Keys } from "../../support/local-aws.ts";

type Wish = {
  readonly endpoint: string;
  readonly keys: Keys;
  readonly path: string;
  readonly chunks: readonly string[];
  /** What happens to the body on its way. */
  readonly change?: (body: string) => string;
};

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
export async function signedChunks({ endpoint, keys, path, chunks, change = (body) => body }: Wish) {
  const signingDate = new Date();
  const signer = new SignatureV4({
    credentials: keys,
    region: "us-east-1",
    service: "s3",
    sha256: Hash.bind(null, "sha256"),
    uriEscapePath: false,
  });
  const url = new URL(endpoint);
  const headers = {
    host: url.host,
    "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "x-amz-decoded-content-length": String(chunks.join("").length),
  };
  const request = { method: "PUT", protocol: "http:", hostname: url.hostname, path, query: {}, headers };
  const signed = await signer.sign(request, { signingDate });

  const date = signingDate.toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = [date.slice(0, 8), "us-east-1", "s3", "aws4_request"];
  const key = scope.reduce(
    (before, step) => createHmac("sha256", before).update(step).digest(),
    Buffer.from(`AWS4${keys.secretAccessKey}`),
  );
  let previous = (signed.headers["authorization"] ?? "").slice(-64);
  const body = [...chunks, ""].map((chunk) => {
    const text = ["AWS4-HMAC-SHA256-PAYLOAD", date, scope.join("/"), previous, sha256(""), sha256(chunk)].join("\n");
    previous = createHmac("sha256", key).update(text).digest("hex");
    return `${chunk.length.toString(16)};chunk-signature=${previous}\r\n${chunk}\r\n`;
  });
  const { host: _, ...others } = signed.headers;
  const response = await fetch(endpoint + path, { method: "PUT", headers: others, body: change(body.join("")) });
  return { status: response.status, body: await response.text() };
}
