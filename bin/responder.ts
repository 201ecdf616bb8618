// `npm run responder -- COMMAND`: the command line.
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { EXIT } from "../cli/exit-codes.ts";
import { textOf } from "../cli/finding/text-of.ts";
import { run } from "../cli/run.ts";

const { env, stdin, stdout, stderr } = process;

async function askPerson(question: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr });
  const ended = new Promise<string>((resolve) => void lines.once("close", () => resolve(""))); // Control-D is no yes.
  const answer = await Promise.race([lines.question(question), ended]);
  lines.close();
  return answer;
}

/** A containment goes on though nobody reads of it: `head` has had enough, or a disk is full. The latter is told at the end. */
let unwritten: Error | undefined;
for (const stream of [stdout, stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") unwritten = error;
  });
}
process.once("exit", () => {
  if (!unwritten) return;
  process.exitCode ||= EXIT.failed;
  stderr.write(`error: What was to be told could not be written: ${unwritten.message}\n`);
});

/** A second one ends the program as usual. */
function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

const ahead = await aheadOfHere(env["RESPONDER_CLOCK_URL"]);

/** A local AWS's clock is virtual: `npm run local` says where it is. */
async function aheadOfHere(url: string | undefined): Promise<number> {
  if (!url) return 0;
  const answer = await fetch(url)
    .then((response) => response.json())
    .catch(() => undefined);
  const { now } = Object(answer);
  const time = Date.parse(String(now));
  return Number.isNaN(time) ? 0 : time - Date.now();
}

process.exitCode = await run(process.argv.slice(2), {
  env,
  out: stdout,
  err: stderr,
  folder: env["INIT_CWD"] ?? process.cwd(), // npm starts programs in the folder of the package.
  readInput: async () => textOf(await buffer(stdin)),
  readFile: async (path) => textOf(await readFile(path)),
  writeFile: (path, content) => writeFile(path, content, { flag: "wx" }),
  ...(stdin.isTTY && stderr.isTTY ? { askPerson } : {}),
  now: () => Date.now() + ahead,
  sleep: setTimeout,
  unique: () => randomBytes(8).toString("hex"),
  interrupted,
});
