// Threads that read log files side by side, one for each core.
import { Worker } from "node:worker_threads";
import type { LogFinding, LogJob } from "../../lambda/trace/log-files/log-finding.ts";
import { readLog } from "../../lambda/trace/log-files/log-reading.ts";
import type { LogBytes } from "./log-bytes.ts";
import type { LogOrder } from "./log-worker.ts";
import { readLogFile } from "./read-log-file.ts";

export type LogWorkers = {
  /** How many files should be under way at once. */
  readonly atOnce: number;
  /** Never rejects. */
  read(from: LogBytes, job: LogJob): Promise<LogFinding>;
  close(): Promise<void>;
};

/** A worker has its next file at hand when it is done with one. */
const IN_HAND = 2;

type Thread = { readonly worker: Worker; readonly waiting: Map<number, (finding: LogFinding) => void> };

/** With no threads the files are read here: for little, starting threads takes longer. */
export function logWorkers(threads: number): LogWorkers {
  if (threads === 0) return { atOnce: 1, read: readLogFile, close: async () => undefined };
  const pool = new Set<Thread>();
  let count = 0;

  function start(): Thread {
    const worker = new Worker(new URL("./log-worker.ts", import.meta.url));
    const thread: Thread = { worker, waiting: new Map() };
    worker.on("message", ({ id, finding }: { readonly id: number; readonly finding: LogFinding }) => {
      thread.waiting.get(id)?.(finding);
      thread.waiting.delete(id);
    });
    worker.on("error", (error: Error) => {
      pool.delete(thread);
      const nothing = readLog({ wishes: [], accounts: [] }).finding();
      const troubles = [`could not be read: its reader has ended (${error.message})`];
      for (const tell of thread.waiting.values()) tell({ ...nothing, troubles });
    });
    pool.add(thread);
    return thread;
  }

  return {
    atOnce: threads * IN_HAND,
    read(from, job) {
      const idle = [...pool].toSorted((one, other) => one.waiting.size - other.waiting.size)[0];
      const thread = idle && (idle.waiting.size === 0 || pool.size === threads) ? idle : start();
      return new Promise((resolve) => {
        const order: LogOrder = { id: count++, from, job };
        thread.waiting.set(order.id, resolve);
        thread.worker.postMessage(
          order,
          "bytes" in from && isWhole(from.bytes) ? [from.bytes.buffer as ArrayBuffer] : [],
        );
      });
    },
    close: async () => {
      await Promise.all([...pool].map(({ worker }) => worker.terminate()));
    },
  };
}

/** Not a piece of a buffer that others use too. */
function isWhole({ byteLength, buffer }: Uint8Array): boolean {
  return byteLength === buffer.byteLength;
}
