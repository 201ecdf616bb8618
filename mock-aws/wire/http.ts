// A request and a response as plain data, before and after any protocol of AWS.

export type WireRequest = {
  readonly method: string;
  /** As sent, still encoded, without the query. */
  readonly path: string;
  /** Without the question mark, still encoded. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly remoteAddress: string;
};

export type WireResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
};

/** `a=1&b=x%20y` as pairs; a name without a value has an empty one. */
export function parseForm(text: string): [string, string][] {
  return [...new URLSearchParams(text)];
}
