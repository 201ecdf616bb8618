// A local AWS without sockets: the SDK's requests, signed and on the wire's form, are handed over in this process.
import type { HttpHandler } from "@smithy/core/protocols";
import type { HttpRequest } from "@smithy/types";
import { createLocalAws, type LocalAws, type LocalAwsOptions } from "../mock-aws/local-aws.ts";
import type { WireRequest } from "../mock-aws/wire/http.ts";
import type { Reachable } from "./functions.ts";

export type DirectAws = Reachable & { readonly requestHandler: HttpHandler };

/** Only signatures see it: no request leaves the process. An address, since for a name S3's client puts buckets before it. */
const HOST = "http://127.0.0.1";

export function directAws(options: LocalAwsOptions): DirectAws {
  const aws = createLocalAws(options);
  return { aws, endpoint: HOST, requestHandler: handlerFor(aws) };
}

export function handlerFor(aws: LocalAws): HttpHandler {
  return {
    async handle(request) {
      const answer = await aws.handle(wireRequest(request));
      if ("broken" in answer) throw BROKEN[answer.broken]();
      const { status, headers, body } = answer;
      const bytes = typeof body === "string" ? Buffer.from(body) : Buffer.from(body);
      return { response: { statusCode: status, headers: { ...headers }, body: bytes } };
    },
    metadata: { handlerProtocol: "http/1.1" },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

/** As the SDK meets them on a socket, and takes them for passing. */
const BROKEN: Readonly<Record<"reset" | "timeout", () => Error>> = {
  reset: () => Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }),
  timeout: () => Object.assign(new Error("The request took too long."), { name: "TimeoutError" }),
};

/** As Node's server would read it off a socket. */
function wireRequest({ method, path, query, headers, body }: HttpRequest & { readonly body?: unknown }): WireRequest {
  return {
    method,
    path,
    query: queryText(query ?? {}),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: bytesOf(body),
    remoteAddress: "127.0.0.1",
  };
}

/** The clients that are used here send texts and bytes. Bytes of JSON pass for a text too, and complain when taken for one. */
function bytesOf(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return Buffer.from(typeof body === "string" ? body : "");
}

function queryText(query: NonNullable<HttpRequest["query"]>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? ""]).map(
      (one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`,
    ),
  );
  return pairs.join("&");
}
