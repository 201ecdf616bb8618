// A server as a process of its own, so that it has a core to itself and ends with the benchmark.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { atEnd } from "./at-end.ts";

export type ServerProcess = {
  /** The line by which it said that it is ready. */
  readonly line: string;
  readonly pid: number | undefined;
  stop(): Promise<void>;
};

/** Undefined where there is no such program, or it ends before it says a line that matches `ready`. */
export async function startServer(
  command: string,
  args: readonly string[],
  ready: RegExp,
): Promise<ServerProcess | undefined> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  const letGo = atEnd(() => child.kill("SIGKILL"));
  const line = await Promise.race([
    firstLine(child, ready),
    once(child, "exit")
      .catch(() => [])
      .then(() => undefined),
  ]);
  if (line === undefined) return undefined;
  return {
    line,
    pid: child.pid,
    stop: async () => {
      letGo();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function firstLine({ stdout, stderr }: ChildProcess, ready: RegExp): Promise<string> {
  return new Promise((resolve) => {
    for (const stream of [stdout, stderr]) {
      let text = "";
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        if (text === "found") return; // Read on and thrown away: a server must not wait for its log to be read.
        text += chunk;
        const line = text
          .split("\n")
          .slice(0, -1)
          .find((candidate) => ready.test(candidate));
        if (line === undefined) return;
        text = "found";
        resolve(line);
      });
    }
  });
}
