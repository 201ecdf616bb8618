// Requests and responses of Node's HTTP server as plain data.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { WireRequest, WireResponse } from "./http.ts";

/** AWS's own largest request bodies are streams to S3; nothing here needs more than this. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** Forms are read before anybody has signed for them, and no operation that takes one needs more. */
const LARGEST_FORM = 1024 * 1024;

/** `gone`: whoever sends it has broken off. */
export async function readRequest(incoming: IncomingMessage): Promise<WireRequest | "too large" | "gone"> {
  const body = await readBody(incoming, largestOf(incoming));
  if (typeof body === "string") return body;
  const [path = "/", ...query] = (incoming.url ?? "/").split("?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: incoming.method ?? "GET",
    path,
    query: query.join("?"),
    headers,
    body,
    remoteAddress: (incoming.socket.remoteAddress ?? "127.0.0.1").replace("::ffff:", ""),
  };
}

function largestOf({ headers }: IncomingMessage): number {
  return headers["content-type"]?.includes("x-www-form-urlencoded") ? LARGEST_FORM : LARGEST_BODY;
}

/** What is too large is known by what it says of itself, or once too much has come: the rest is not waited for. */
function readBody(incoming: IncomingMessage, largest: number): Promise<Buffer | "too large" | "gone"> {
  if (Number(incoming.headers["content-length"] ?? 0) > largest) return Promise.resolve("too large");
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    // By events: to iterate over a stream costs more than reading it.
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largest) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve("too large");
      }
    });
    incoming.on("end", () => resolve(whole(chunks)));
    incoming.on("error", () => resolve("gone"));
  });
}

/** Most bodies come in one piece. */
function whole(chunks: readonly Buffer[]): Buffer {
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

export function writeResponse(response: ServerResponse, answer: WireResponse): void {
  const body = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
  response.writeHead(answer.status, { "content-length": body.length, ...answer.headers });
  response.end(body);
}

/**
 * Answers what `readRequest` found too large. Whoever is still sending is read to the end, or until the server's patience
 * with a request is over: closing on unread bytes would reset the connection and take the answer away.
 */
export function refuseTooLarge(incoming: IncomingMessage, response: ServerResponse): void {
  const body = "The request is too large.\n";
  response.writeHead(413, { connection: "close", "content-length": body.length });
  response.write(body);
  incoming.once("end", () => response.end());
  incoming.on("error", () => undefined); // It has broken off.
  incoming.resume();
}
