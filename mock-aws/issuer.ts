// An issuer of web identities on this machine's loopback: what GitHub Actions or an EKS cluster is to AWS.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export type Issuer = {
  /** As its tokens and IAM name it: `https://127.0.0.1:<port>`. The local AWS asks there by HTTP. */
  readonly url: string;
  /** A token with these claims; `iss`, `iat` and `exp` (in five minutes) are filled in where they are not said. */
  sign(claims: Readonly<Record<string, unknown>>, header?: { readonly kid?: string }): Promise<string>;
  /** Signs with a new key from now on, and publishes that one alone. */
  rotate(): Promise<void>;
  close(): Promise<void>;
};

const LIFETIME_SECONDS = 300;

/** `now` is the time by which tokens are dated, in milliseconds. */
export async function startIssuer(now: () => number, algorithm: "RS256" | "ES256" = "ES256"): Promise<Issuer> {
  let key = await newKey(algorithm, 1);
  const server = createServer((request, response) => {
    const pages: Record<string, unknown> = {
      "/.well-known/openid-configuration": { issuer: url, jwks_uri: `${url}/keys` },
      "/keys": { keys: [key.published] },
    };
    const page = pages[request.url ?? ""];
    response.writeHead(page ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(page ?? {}));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    sign(claims, header = {}) {
      const iat = Math.floor(now() / 1000);
      const payload = { iss: url, iat, exp: iat + LIFETIME_SECONDS, ...claims };
      return new SignJWT(payload)
        .setProtectedHeader({ alg: algorithm, kid: key.published.kid, typ: "JWT", ...header })
        .sign(key.secret);
    },
    async rotate() {
      key = await newKey(algorithm, Number(key.published.kid) + 1);
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function newKey(algorithm: string, number: number) {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const published = { ...(await exportJWK(publicKey)), kid: String(number), alg: algorithm, use: "sig" };
  return { secret: privateKey, published };
}
