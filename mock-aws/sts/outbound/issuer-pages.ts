// What an account's issuer publishes: its discovery document and its keys, for whoever is shown one of its tokens.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html
import { outboundFederation } from "../../iam/outbound-federation/issuer.ts";
import type { WireRequest, WireResponse } from "../../wire/http.ts";
import type { World } from "../../world.ts";
import { SIGNING_ALGORITHMS, signingKey } from "./keys.ts";

const HOST = /^[\w-]+\.tokens\.sts\.global\.api\.aws(:\d+)?$/;

/** Undefined for requests that are not for an issuer's host. Its name leads nowhere: one asks by the header `Host`. */
export async function issuerPage(world: World, { headers, path }: WireRequest): Promise<WireResponse | undefined> {
  const host = headers["host"] ?? "";
  if (!HOST.test(host)) return undefined;
  const issuer = `https://${host.replace(/:\d+$/, "")}`;
  const account = [...world.accounts.keys()].find((id) => outboundFederation(world, id).issuer === issuer);
  const page = account === undefined ? undefined : await pageOf(world, account, issuer, path);
  const body = JSON.stringify(page ?? { message: "Not Found" });
  return { status: page ? 200 : 404, headers: { "content-type": "application/json" }, body };
}

async function pageOf(world: World, account: string, issuer: string, path: string): Promise<object | undefined> {
  switch (path) {
    case "/.well-known/openid-configuration":
      return {
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        response_types_supported: ["id_token"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: SIGNING_ALGORITHMS,
      };
    case "/.well-known/jwks.json": {
      const keys = await Promise.all(SIGNING_ALGORITHMS.map((one) => signingKey(world, account, one)));
      return { keys: keys.map(({ published }) => published) };
    }
    default:
      return undefined;
  }
}
