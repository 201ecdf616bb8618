// Signature version 4 as a server checks it: sign the request again with the secret and compare.
import { hash, timingSafeEqual } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { HttpRequest } from "@smithy/types";
import { Sha256 } from "./sha256.ts";
import { parseForm, type WireRequest } from "./wire/http.ts";

/** What a request claims about its signature, read from the Authorization header or from a presigned URL. */
export type SignatureClaim = {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly signedAt: Date;
  readonly securityToken: string | undefined;
  /** Seconds for which a presigned URL says that it is good, maybe no number; undefined for a signed header. */
  readonly expiresIn: number | undefined;
};

const PAYLOAD_HASH = "x-amz-content-sha256";
const HEADER =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([^/,]+)\/([^/,]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;
const REQUIRED = [
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Date",
  "X-Amz-Expires",
  "X-Amz-SignedHeaders",
  "X-Amz-Signature",
] as const;

/** The members of a presigned URL's query that are about its signature; names in another case are the request's own. */
const OWN: ReadonlySet<string> = new Set([...REQUIRED, "X-Amz-Security-Token"]);

const SCOPE = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/;

/** Undefined where the request is not signed; "malformed" where it tries and fails to be. */
export function readClaim(request: WireRequest): SignatureClaim | "malformed" | undefined {
  const authorization = request.headers["authorization"];
  if (authorization !== undefined) return readHeader(authorization, request);
  if (!request.query.includes("X-Amz-Signature=")) return undefined;
  return readQuery(request);
}

function readQuery(request: WireRequest): SignatureClaim | "malformed" {
  const own = parseForm(request.query).filter(([name]) => OWN.has(name));
  const query = new Map(own);
  const isWhole = query.size === own.length && REQUIRED.every((name) => query.has(name));
  const scope = SCOPE.exec(query.get("X-Amz-Credential") ?? "");
  const signedAt = parseDate(query.get("X-Amz-Date"));
  if (!isWhole || query.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256" || !scope || !signedAt) return "malformed";
  return {
    accessKeyId: scope[1] ?? "",
    region: scope[3] ?? "",
    service: scope[4] ?? "",
    signedHeaders: (query.get("X-Amz-SignedHeaders") ?? "").split(";"),
    signature: query.get("X-Amz-Signature") ?? "",
    signedAt,
    securityToken: query.get("X-Amz-Security-Token"),
    expiresIn: Number(query.get("X-Amz-Expires") || "nothing"),
  };
}

function readHeader(authorization: string, request: WireRequest): SignatureClaim | "malformed" {
  const parts = HEADER.exec(authorization);
  const signedAt = parseDate(request.headers["x-amz-date"]);
  if (!parts || !signedAt) return "malformed";
  return {
    accessKeyId: parts[1] ?? "",
    region: parts[3] ?? "",
    service: parts[4] ?? "",
    signedHeaders: (parts[5] ?? "").split(";"),
    signature: parts[6] ?? "",
    signedAt,
    securityToken: request.headers["x-amz-security-token"],
    expiresIn: undefined,
  };
}

function parseDate(text: string | undefined): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? "");
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** Whether the signature is the one that the holder of `secretAccessKey` makes for this very request. */
export async function signatureMatches(
  request: WireRequest,
  claim: SignatureClaim,
  secretAccessKey: string,
): Promise<boolean> {
  if (claim.service !== "s3" && !bodyMatches(request)) return false;
  const signer = new SignatureV4({
    credentials: {
      accessKeyId: claim.accessKeyId,
      secretAccessKey,
      ...(claim.expiresIn === undefined || claim.securityToken === undefined
        ? {}
        : { sessionToken: claim.securityToken }),
    },
    region: claim.region,
    service: claim.service,
    sha256: Sha256,
    applyChecksum: false,
    uriEscapePath: claim.service !== "s3",
  });
  const expected =
    claim.expiresIn === undefined
      ? await headerSignature(signer, request, claim)
      : await querySignature(signer, request, claim);
  const [mine, theirs] = [Buffer.from(expected), Buffer.from(claim.signature)];
  return mine.length === theirs.length && timingSafeEqual(mine, theirs);
}

async function headerSignature(signer: SignatureV4, request: WireRequest, claim: SignatureClaim) {
  const unsigned = toHttpRequest(request, parseForm(request.query), claim);
  const signed = await signer.sign(unsigned, {
    signingDate: claim.signedAt,
    signableHeaders: new Set(claim.signedHeaders),
    unsignableHeaders: new Set([PAYLOAD_HASH]),
  });
  return (signed.headers["authorization"] ?? "").slice(-64);
}

async function querySignature(signer: SignatureV4, request: WireRequest, claim: SignatureClaim) {
  const unsigned = toHttpRequest(
    request,
    parseForm(request.query).filter(([name]) => !OWN.has(name)),
    claim,
  );
  if (claim.service === "s3") unsigned.headers[PAYLOAD_HASH] = "UNSIGNED-PAYLOAD";
  const signed = await signer.presign(unsigned, {
    signingDate: claim.signedAt,
    expiresIn: claim.expiresIn ?? 0,
    signableHeaders: new Set(claim.signedHeaders),
    unhoistableHeaders: new Set([...claim.signedHeaders, PAYLOAD_HASH]),
    unsignableHeaders: new Set([PAYLOAD_HASH]),
  });
  return String(signed.query?.["X-Amz-Signature"] ?? "");
}

function toHttpRequest(request: WireRequest, pairs: readonly [string, string][], claim: SignatureClaim): HttpRequest {
  const query: Record<string, string[]> = Object.create(null); // A parameter may be called constructor.
  for (const [name, value] of pairs) query[name] = [...(query[name] ?? []), value];
  const isUnsigned = (name: string) => !claim.signedHeaders.includes(name) && name !== PAYLOAD_HASH;
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !isUnsigned(name)));
  const body = claim.expiresIn === undefined ? { body: request.body } : {};
  return { method: request.method, protocol: "http:", hostname: "", path: request.path, query, headers, ...body };
}

/** A client that states the body's hash in a header signs the header; the body must be the one it stated. */
function bodyMatches(request: WireRequest): boolean {
  const stated = request.headers[PAYLOAD_HASH];
  if (stated === undefined || !/^[0-9a-f]{64}$/.test(stated)) return true;
  return hash("sha256", request.body, "hex") === stated;
}
