// The servers that are measured, each a process of its own.
import { fileURLToPath } from "node:url";
import { type ServerProcess, startServer } from "../server-process.ts";
import { createRoles, type Target } from "./calls.ts";

export type MeasuredServer = Target & Pick<ServerProcess, "stop" | "pid">;

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The local AWS as `npm run mock-aws` starts it. */
export async function startLocalAws(): Promise<MeasuredServer> {
  return localAws([path("../../bin/mock-aws.ts"), "--port", "0", "--json"]);
}

export type Amounts = { readonly roles: number; readonly sessions: number; readonly events: number };

/** Megabytes, after a collection of garbage. */
export type Memory = {
  readonly empty: number;
  readonly roles: number;
  readonly sessions: number;
  readonly events: number;
};

export type FilledAws = MeasuredServer & { readonly heap: Memory; readonly rss: Memory };

/** The local AWS with so much in it, and what that took. */
export async function startFilledAws({ roles, sessions, events }: Amounts): Promise<FilledAws> {
  const counts = [roles, sessions, events].map(String);
  return localAws(["--expose-gc", path("./filled-aws.ts"), ...counts]);
}

async function localAws<T>(args: readonly string[]): Promise<MeasuredServer & T> {
  const server = await startServer(process.execPath, args, /^\{.*\}$/);
  if (!server) throw new Error(`the local AWS did not start: node ${args.join(" ")}`);
  const { endpoint, accessKeyId, secretAccessKey, account, ...rest } = JSON.parse(server.line);
  const target = { port: Number(new URL(endpoint).port), key: { accessKeyId, secretAccessKey }, account };
  await createRoles(target);
  return { ...rest, ...target, pid: server.pid, stop: server.stop };
}

/** moto's server, if it is on PATH. It checks no signature and closes the connection after every answer. */
export async function startMoto(): Promise<MeasuredServer | undefined> {
  const server = await startServer("moto_server", ["-H", "127.0.0.1", "-p", "0"], /http:\/\/127\.0\.0\.1:\d+/);
  if (!server) return undefined;
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(server.line)?.[1]);
  const key = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
  const target = { port, key, account: "123456789012" };
  await createRoles(target);
  return { ...target, pid: server.pid, stop: server.stop };
}

/** A server on node:http that reads a request and answers always the same: what HTTP alone costs here. */
export async function startBareServer(body: string): Promise<Pick<MeasuredServer, "port" | "stop">> {
  const server = await startServer(process.execPath, [path("./bare-server.ts"), body], /^\d+$/);
  if (!server) throw new Error("the bare server did not start");
  return { port: Number(server.line), stop: server.stop };
}
