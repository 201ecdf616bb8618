// `responder page`: the page on this machine's loopback, with the caller's credentials.
import { InvalidArgumentError } from "commander";
import type { CliCommand } from "../command.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { wrap } from "../output/wrap.ts";

export const page: CliCommand = {
  name: "page",
  summary: "Serve the page on 127.0.0.1 with your AWS credentials, until you interrupt it",
  examples: ["page", "page --port 0"],
  define(command, act) {
    command
      .option("--port <port>", "0 takes any that is free", portOf, 8080)
      .action(({ port }: { readonly port: number }) => act((context) => serve(context, port)));
  },
};

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number from 0 to 65535.");
}

async function serve(context: Context, port: number): Promise<ExitCode> {
  const { isJson, out, err, surroundings } = context;
  const { responder, caller, where, now, limits } = await context.reach();
  const { servePage } = await import("../../client/serve-page.ts");
  const server = await servePage({ responder: () => responder, now, port });
  if (isJson) context.json({ page: server.url });
  else {
    out.line(server.url);
    err.line(wrap(`As ${caller.arn}, of ${where}. Whoever has this address acts as you. Ctrl-C ends it.`, err.columns));
    for (const limit of limits) err.line(wrap(limit, err.columns, { first: "  • ", indent: "    " }));
  }
  await interruption(surroundings.interrupted());
  await server.close();
  return EXIT.done;
}

function interruption(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
