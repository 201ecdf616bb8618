// What the SDK works out anew for each call, worked out once: a call takes a third less of the processor.
import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from "node:crypto";
import type { STSClient } from "@aws-sdk/client-sts";
import type { Checksum, Logger, SourceData } from "@smithy/types";

/** Node's SHA-256. The SDK's own hands over the signing key as bytes, which takes Node 24 three times as long as a key object. */
class Sha256 implements Checksum {
  readonly #key: string | KeyObject | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: SourceData) {
    this.#key = secret === undefined || typeof secret === "string" ? secret : createSecretKey(bytes(secret));
    this.#hash = this.#begin();
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#begin();
  }

  #begin(): Hash | Hmac {
    return this.#key === undefined ? createHash("sha256") : createHmac("sha256", this.#key);
  }
}

function bytes(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

/**
 * The SDK makes a copy of each answer for `info`, also where its logger does nothing with it: of two hundred items a fifth of
 * what reading them takes. A logger that has no `info` is asked for none.
 */
export const SILENT = { debug: nothing, warn: nothing, error: nothing } as unknown as Logger; // The SDK asks whether `info` is there.

function nothing(): void {}

/** `cacheMiddleware`: the steps of a call are sorted at the first of its kind. What is added to them later is not seen. */
export const LEAN = { cacheMiddleware: true, sha256: Sha256, logger: SILENT };

/** The client, made with these options, as it was given. */
export function lean<C extends object>(client: C): C {
  const { config, middlewareStack } = client as unknown as STSClient; // Every client of the SDK has these two alike.
  layOut(config);
  middlewareStack.remove("getUserAgentMiddleware");
  let agent: string | undefined;
  middlewareStack.add(
    (next) => async (args) => {
      agent ??= userAgent(await config.defaultUserAgentProvider());
      (args.request as { readonly headers: Record<string, string> }).headers["user-agent"] = agent; // An HTTP request, of all that the SDK sends.
      return next(args);
    },
    { step: "build", name: "userAgent" },
  );
  return client;
}

/**
 * The SDK copies a client's settings three times for each call. The way in which it puts them together makes V8 keep them as
 * a hash table: 10 µs for each copy. What is often read through an heir V8 keeps as it keeps other objects: 2 µs.
 * https://v8.dev/blog/fast-properties
 */
function layOut(settings: object): void {
  const heir: Readonly<Record<string, unknown>> = Object.create(settings);
  const read = () => heir["region"];
  for (let times = 0; times < OFTEN; times++) read();
}

const OFTEN = 100;

/** A person sees it in CloudTrail: who, by which SDK, where. */
function userAgent(sections: readonly (readonly [name: string, version?: string])[]): string {
  const sdk = sections.map(([name, version]) =>
    version === undefined ? name : `${name}${name.includes("/") ? "#" : "/"}${version}`,
  );
  return ["credential-leak-responder", ...sdk].join(" ");
}
