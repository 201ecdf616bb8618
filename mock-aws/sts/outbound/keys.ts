// The keys by which an account's own tokens are signed and checked, made when they are first asked for.
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from "jose";
import { perAccount, type World } from "../../world.ts";

export const SIGNING_ALGORITHMS = ["RS256", "ES384"] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

type Key = { readonly secret: CryptoKey; readonly published: JWK & { readonly kid: string } };

const keys = perAccount<Map<SigningAlgorithm, Promise<Key>>>(() => new Map());

export function signingKey(world: World, account: string, algorithm: SigningAlgorithm): Promise<Key> {
  const own = keys(world, account);
  const key = own.get(algorithm) ?? makeKey(algorithm);
  own.set(algorithm, key);
  return key;
}

async function makeKey(algorithm: SigningAlgorithm): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const published = { ...(await exportJWK(publicKey)), kid: `${algorithm}_1`, alg: algorithm, use: "sig" };
  return { secret: privateKey, published };
}
