// The page on a port of this machine's loopback.
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Ledger } from "../lambda/ledger/ledger.ts";
import { createPage } from "../lambda/page/app.ts";

export type PageServer = { readonly url: string; close(): Promise<void> };

/** Port 0 takes any that is free. Rejects where the port is taken. */
export async function servePage(ledger: () => Ledger, port: number): Promise<PageServer> {
  const app = createPage(ledger);
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, ({ port: taken }: AddressInfo) =>
      resolve({
        url: `http://127.0.0.1:${taken}`,
        close: () => new Promise((closed) => server.close(() => closed())),
      }),
    );
    server.once("error", reject);
  });
}
