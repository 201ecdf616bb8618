// A function in a process of its own, as Lambda runs it, and the moment at which IAM has acknowledged its deny.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { atEnd } from "../at-end.ts";
import type { LeakedRole } from "./stage.ts";

/** Moments, in milliseconds since 1970, by the machine's one clock. */
export type Answered = { readonly begun: number; readonly denied: number; readonly done: number };

export type FunctionProcess = {
  /** Before its process was there. */
  readonly started: number;
  invoke(role: LeakedRole): Promise<Answered>;
  stop(): Promise<void>;
};

/**
 * No loader, no TypeScript: what it takes to start counts. The deny is the third call to IAM, after the two reads. Its
 * answer is seen where Node has read it off the socket, whoever asked.
 */
const RUNTIME = `
import { subscribe } from "node:diagnostics_channel";
import { pathToFileURL } from "node:url";
const iam = new URL(process.env.AWS_ENDPOINT_URL).host;
const now = () => performance.timeOrigin + performance.now();
let answers = 0;
let denied = 0;
subscribe("http.client.response.finish", ({ request, response }) => {
  if (request.getHeader("host") !== iam) return;
  if (++answers === 3) response.once("end", () => { denied = now(); });
});
const { handler } = await import(pathToFileURL(process.argv[1]));
process.on("message", async (event) => {
  answers = 0;
  const begun = now();
  await handler(event);
  process.send({ begun, denied, done: now() });
});
process.send("ready");
`;

/** Starts the handler in the folder's \`index.mjs\`. */
export async function startFunction(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<FunctionProcess> {
  const started = performance.timeOrigin + performance.now();
  const args = ["--input-type=module", "--eval", RUNTIME, join(folder, "index.mjs")];
  const child = spawn(process.execPath, args, {
    env: { ...environment },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const letGo = atEnd(() => child.kill("SIGKILL"));
  await message(child);
  return {
    started,
    async invoke({ event }) {
      child.send(event);
      return message(child);
    },
    async stop() {
      letGo();
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

async function message<T>(child: ChildProcess): Promise<T> {
  const heard = new AbortController();
  const { signal } = heard;
  try {
    const [said] = await Promise.race([
      once(child, "message", { signal }),
      once(child, "exit", { signal }).then(([code]) => Promise.reject(new Error(`the function ended with ${code}`))),
    ]);
    return said;
  } finally {
    heard.abort();
  }
}
