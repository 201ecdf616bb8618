// SHA-256, plain or keyed, in the form in which the signer asks for it.
import { createHash, createHmac, createSecretKey, type Hash, type Hmac } from "node:crypto";
import { toUint8Array } from "@smithy/core/serde";
import type { Checksum, SourceData } from "@smithy/types";

/**
 * A class, because the signer calls `new`. The key goes in as a KeyObject: Node takes three times as long for a keyed
 * hash whose key is a Buffer, and that is most of what a signature costs (docs/performance.md).
 */
export class Sha256 implements Checksum {
  readonly #secret: SourceData | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: SourceData) {
    this.#secret = secret;
    this.#hash = start(secret);
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = start(this.#secret);
  }
}

function start(secret: SourceData | undefined): Hash | Hmac {
  return secret === undefined ? createHash("sha256") : createHmac("sha256", createSecretKey(toUint8Array(secret)));
}
