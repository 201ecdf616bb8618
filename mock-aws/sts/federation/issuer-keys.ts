// The public keys of an issuer of web identities, by OpenID Connect discovery.
// https://openid.net/specs/openid-connect-discovery-1_0.html
import { createLocalJWKSet, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { invalidToken, unreachable } from "./refusals.ts";

const PATIENCE_MS = 5_000;

/** [published] */
const NO_KEY =
  "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * Asks an issuer on this machine's loopback, and no other: the local AWS reaches out to no network. There it asks by
 * HTTP although issuers are named by HTTPS, so that a test needs no certificate; the provider's thumbprints, which
 * are about certificates, are not looked at. Throws IDPCommunicationError for an issuer that it cannot ask.
 */
export async function issuerKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const found = discovery.safeParse(await get(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`));
  if (!found.success || found.data.issuer !== issuer) throw invalidToken(NO_KEY);
  const keys = keySet.safeParse(await get(found.data.jwks_uri));
  if (!keys.success) throw invalidToken(NO_KEY);
  return createLocalJWKSet(keys.data);
}

async function get(address: string): Promise<unknown> {
  const url = new URL(address);
  if (!isLoopback(url.hostname)) {
    throw unreachable(
      `${url.host} was not asked: the local AWS takes keys from issuers on this machine's loopback only.`,
    );
  }
  const local = `http://${url.host}${url.pathname}${url.search}`;
  const response = await fetch(local, { redirect: "error", signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
    (error: unknown) => {
      throw unreachable(`${url.host} could not be reached: ${error instanceof Error ? error.message : String(error)}`);
    },
  );
  return response.ok ? response.json().catch(() => undefined) : undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** What STS says where the issuer has no key that fits the token. */
export function noKey(): Error {
  return invalidToken(NO_KEY);
}
