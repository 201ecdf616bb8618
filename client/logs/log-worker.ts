// A thread that reads log files: files come in, findings go out.
import { parentPort } from "node:worker_threads";
import type { LogJob } from "../../lambda/trace/log-files/log-finding.ts";
import type { LogBytes } from "./log-bytes.ts";
import { readLogFile } from "./read-log-file.ts";

export type LogOrder = { readonly id: number; readonly from: LogBytes; readonly job: LogJob };

let turn = Promise.resolve();

parentPort?.on("message", ({ id, from, job }: LogOrder) => {
  turn = turn.then(async () => {
    const finding = await readLogFile(from, job);
    parentPort?.postMessage({ id, finding });
  });
});
