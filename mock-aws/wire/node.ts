// Requests and responses of Node's HTTP server as plain data.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { WireRequest, WireResponse } from "./http.ts";

/** AWS's own largest request bodies are streams to S3; nothing here needs more than this. */
const LARGEST_BODY = 16 * 1024 * 1024;

export async function readRequest(incoming: IncomingMessage): Promise<WireRequest | "too large"> {
  const body = await readBody(incoming);
  if (!body) return "too large";
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

/** All of it, or undefined where it is too large. By events: to iterate over a stream costs more than reading it. */
function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
    });
    incoming.on("end", () => resolve(size > LARGEST_BODY ? undefined : whole(chunks)));
    incoming.on("error", reject);
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
