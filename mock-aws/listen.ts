// The local AWS on a port of this machine's loopback, for AWS SDKs, the AWS CLI and boto3.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer } from "./aws.ts";
import { control } from "./control.ts";
import { createLocalAws, type LocalAws, type LocalAwsOptions } from "./local-aws.ts";
import { readRequest, refuseTooLarge, writeResponse } from "./wire/node.ts";

export type Listening = {
  readonly aws: LocalAws;
  readonly endpoint: string;
  readonly port: number;
  close(): Promise<void>;
};

export type ListenOptions = LocalAwsOptions & {
  readonly port?: number;
  /** How long a request may take to arrive. */
  readonly patienceMs?: number;
};

/** Starts the local AWS; port 0 takes any that is free. Rejects where the port is taken. */
export async function listen(options: ListenOptions = {}): Promise<Listening> {
  const aws = createLocalAws(options);
  const { patienceMs = 60_000 } = options;
  const patience = {
    requestTimeout: patienceMs,
    headersTimeout: patienceMs,
    connectionsCheckingInterval: patienceMs / 4,
  };
  const server = createServer(patience, (request, response) => {
    void serve(aws, request, response).catch((error: unknown) => {
      console.error("the local AWS could not answer:", error);
      response.destroy();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    aws,
    port,
    endpoint: `http://127.0.0.1:${port}`,
    close: async () => {
      await aws.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(aws: LocalAws, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(incoming);
  if (request === "gone") return;
  if (request === "too large") return refuseTooLarge(incoming, response);
  const answer = request.path.startsWith("/_mock/") ? await control(aws, request) : await aws.handle(request);
  write(response, answer);
}

function write(response: ServerResponse, answer: Answer): void {
  if ("broken" in answer) {
    if (answer.broken === "reset") response.destroy();
    return; // A time-out: nothing is ever answered; the client gives up.
  }
  writeResponse(response, answer);
}
