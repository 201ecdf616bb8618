// Requests signed by hand, to spoil on purpose: what no SDK would send.
import { Hash } from "@smithy/core/serde";
import { SignatureV4 } from "@smithy/signature-v4";
import type { HttpRequest } from "@smithy/types";
import type { Keys } from "./local-aws.ts";

export type Wish = {
  readonly endpoint: string;
  readonly service: string;
  readonly keys: Keys;
  readonly region?: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** When it claims to have been signed; now unless said. */
  readonly signedAt?: Date;
  /** Changes what was signed before it is sent. */
  readonly spoil?: (request: HttpRequest) => void;
};

export type Reply = { readonly status: number; readonly body: string };

export async function sendSigned(wish: Wish): Promise<Reply> {
  const signed = await signer(wish).sign(unsigned(wish), { signingDate: wish.signedAt ?? new Date() });
  wish.spoil?.(signed);
  return send(wish.endpoint, signed);
}

export async function sendPresigned(wish: Wish & { readonly expiresIn: number }): Promise<Reply> {
  const { expiresIn, signedAt = new Date() } = wish;
  const isS3 = wish.service === "s3";
  const request = unsigned(wish);
  if (isS3) request.headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD";
  const signed = await signer(wish).presign(request, {
    signingDate: signedAt,
    expiresIn,
    unsignableHeaders: new Set(["x-amz-content-sha256"]),
    unhoistableHeaders: new Set(["x-k8s-aws-id"]),
    signableHeaders: new Set(["x-k8s-aws-id", "host"]),
  });
  delete signed.headers["x-amz-content-sha256"];
  wish.spoil?.(signed);
  return send(wish.endpoint, signed);
}

export async function sendUnsigned(wish: Omit<Wish, "keys" | "service">): Promise<Reply> {
  return send(wish.endpoint, unsigned({ ...wish, service: "", keys: { accessKeyId: "", secretAccessKey: "" } }));
}

function signer({ service, keys, region = "us-east-1" }: Wish): SignatureV4 {
  return new SignatureV4({
    credentials: keys,
    region,
    service,
    sha256: Hash.bind(null, "sha256"),
    uriEscapePath: service !== "s3",
  });
}

function unsigned({ endpoint, method = "POST", path = "/", query = {}, headers = {}, body }: Wish): HttpRequest {
  const { hostname, host, port, protocol } = new URL(endpoint);
  return {
    method,
    protocol,
    hostname,
    port: Number(port),
    path,
    query: { ...query },
    headers: { host, ...headers },
    ...(body === undefined ? {} : { body }),
  };
}

async function send(endpoint: string, { method, path, query = {}, headers, body }: HttpRequest): Promise<Reply> {
  const { host: _, ...others } = headers;
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one ?? ""]),
  );
  const url = `${endpoint}${path}${pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ""}`;
  const response = await fetch(url, { method, headers: others, ...(body === undefined ? {} : { body }) });
  return { status: response.status, body: await response.text() };
}
