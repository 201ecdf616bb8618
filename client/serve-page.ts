// The page on a port of this machine's loopback: what it asks and does goes through a responder, with its credentials.
import { randomBytes } from "node:crypto";
import { createServer, Server, type ServerOptions } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Presented } from "../lambda/answers.ts";
import { sessionGraph } from "../lambda/drawing/session-graph.ts";
import { timeline } from "../lambda/drawing/timeline.ts";
import type { TimelineRow } from "../lambda/drawing/timeline-rows.ts";
import { createPage } from "../lambda/page/app.ts";
import type { PageOptions } from "../lambda/page/site.ts";
import { report } from "../lambda/report/index.ts";

/** `url` has the key in it, where there is one: whoever opens it is let in. */
export type PageServer = { readonly url: string; close(): Promise<void> };

export type ServePageOptions = Pick<PageOptions, "responder" | "passTime"> & {
  /** 0 takes any that is free. */
  readonly port: number;
  /** Milliseconds since 1970; the machine's clock unless said. */
  readonly now?: PageOptions["now"];
  /** Whether everybody on this machine is let in: where the credentials are nobody's, as those of the local AWS. */
  readonly isOpen?: boolean;
  /** How long a request may take to arrive. */
  readonly patienceMs?: number;
};

/** Rejects where the port is taken. */
export async function servePage({
  responder,
  port,
  now = Date.now,
  isOpen = false,
  patienceMs = 60_000,
  ...rest
}: ServePageOptions): Promise<PageServer> {
  const secret = () => randomBytes(32).toString("base64url");
  const key = isOpen ? {} : { key: secret() };
  const app = createPage({ ...rest, responder, now, pictures, report, token: secret(), ...key });
  return new Promise((resolve, reject) => {
    const options = {
      fetch: app.fetch,
      port,
      hostname: "127.0.0.1",
      createServer,
      serverOptions: patience(patienceMs),
    };
    const server = serve(options, ({ port: taken }: AddressInfo) =>
      resolve({
        url: `http://127.0.0.1:${taken}${key.key === undefined ? "" : `/?key=${key.key}`}`,
        close: () => {
          const closed = new Promise<void>((done) => server.close(() => done()));
          if (server instanceof Server) server.closeAllConnections(); // Whoever is slow keeps nobody from ending it.
          return closed;
        },
      }),
    );
    server.once("error", reject);
  });
}

function patience(ms: number): ServerOptions {
  return { requestTimeout: ms, headersTimeout: ms, connectionsCheckingInterval: ms / 4 };
}

export async function pictures(incident: Presented, now: number, rows: readonly TimelineRow[]) {
  return { timeline: timeline(incident, now, rows), graph: await sessionGraph(incident, now) };
}
