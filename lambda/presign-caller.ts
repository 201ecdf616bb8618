// The other half of caller-identity.ts, for whoever asks: a GetCallerIdentity request, signed and not sent.
import { Hash } from "@smithy/core/serde";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AwsCredentialIdentity } from "@smithy/types";
import { type Asked, BINDING_HEADER, bindingOf, type CallerProof } from "./caller-identity.ts";

export type Signing = {
  readonly credentials: AwsCredentialIdentity;
  readonly region: string;
  /** Where STS is, if not at AWS. */
  readonly endpoint?: string | undefined;
  /** Now unless said. */
  readonly signedAt?: Date;
};

const LIFETIME_SECONDS = 900;

/** Throws where no header can carry the request. */
export async function presignCaller(asked: Asked, signing: Signing): Promise<CallerProof> {
  const binding = bindingOf(asked);
  if (binding === undefined)
    throw new Error(`"${asked.action}" of "${asked.incident}" is no request that can be signed.`);
  const { protocol, hostname, host, port } = new URL(signing.endpoint ?? regional(signing.region));
  const signer = new SignatureV4({
    credentials: signing.credentials,
    region: signing.region,
    service: "sts",
    sha256: Hash.bind(null, "sha256"),
  });
  const request = {
    method: "GET",
    protocol,
    hostname,
    ...(port === "" ? {} : { port: Number(port) }),
    path: "/",
    query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
    headers: { host, [BINDING_HEADER]: binding },
  };
  const signed = await signer.presign(request, {
    expiresIn: LIFETIME_SECONDS,
    unhoistableHeaders: new Set([BINDING_HEADER]),
    ...(signing.signedAt === undefined ? {} : { signingDate: signing.signedAt }),
  });
  const pairs = Object.entries(signed.query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one ?? ""]),
  );
  return { url: `${protocol}//${host}/?${new URLSearchParams(pairs)}`, headers: { [BINDING_HEADER]: binding } };
}

function regional(region: string): string {
  return `https://sts.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}
