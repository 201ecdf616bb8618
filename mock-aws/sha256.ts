// SHA-256, plain or keyed, in the form in which the signer asks for it.
import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";
import { toUint8Array } from "@smithy/core/serde";
import type { Checksum, SourceData } from "@smithy/types";

/** A class, because the signer calls `new`. How it hashes is most of what a signature costs (docs/performance.md). */
export class Sha256 implements Checksum {
  readonly #secret: SourceData | undefined;
  #data: readonly Uint8Array[] = [];

  constructor(secret?: SourceData) {
    this.#secret = secret;
  }

  update(data: Uint8Array): void {
    this.#data = [...this.#data, data];
  }

  digest(): Promise<Uint8Array> {
    const [first, ...more] = this.#data;
    const data = first && more.length === 0 ? first : Buffer.concat(this.#data);
    if (this.#secret === undefined) return Promise.resolve(hash("sha256", data, "buffer"));
    return Promise.resolve(createHmac("sha256", keyOf(this.#secret)).update(data).digest());
  }

  reset(): void {
    this.#data = [];
  }
}

/** Keys that came before, the signer's derived ones by identity: Node takes three times as long with a key in a Buffer. */
const keys = new Map<SourceData, KeyObject>();
const MOST_KEYS = 200;

function keyOf(secret: SourceData): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  if (keys.size >= MOST_KEYS) keys.clear();
  const key = createSecretKey(toUint8Array(secret));
  keys.set(secret, key);
  return key;
}
