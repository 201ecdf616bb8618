// A place with log files, whatever they lie in: which of them are read, and by how many threads.
import { availableParallelism } from "node:os";
import { whyNotRead } from "../../lambda/trace/log-files/log-path.ts";
import type { LogFile, LogPlace } from "../../lambda/trace/log-files/log-place.ts";
import type { LogWorkers } from "./log-workers.ts";
import { logWorkers } from "./log-workers.ts";

export type Listed = {
  readonly name: string;
  readonly files: readonly LogFile[];
  readonly troubles: readonly string[];
  /** Why other things are left aside that lie there, once for each. */
  readonly leftAside?: readonly string[];
  /** It was named itself: whatever it is called, it is taken for a log file. */
  readonly isOneFile?: boolean;
  read(file: LogFile, job: Parameters<LogPlace["read"]>[1], workers: LogWorkers): ReturnType<LogPlace["read"]>;
};

/** Threads take a tenth of a second to start: as long as this many packed bytes. */
const FEW_BYTES = 4_000_000;

export function placeOfFiles({ isOneFile = false, ...listed }: Listed, threads?: number): LogPlace {
  const { name, troubles, read } = listed;
  const leftAside: Record<string, number> = {};
  const leave = (why: string) => {
    leftAside[why] = (leftAside[why] ?? 0) + 1;
  };
  const files = listed.files.filter((file) => {
    const why = whyNotRead(file.name, isOneFile);
    if (why !== undefined) leave(why);
    return why === undefined;
  });
  for (const why of listed.leftAside ?? []) leave(why);
  const size = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const workers = logWorkers(threads ?? (size < FEW_BYTES ? 0 : Math.min(availableParallelism(), files.length)));
  return {
    name,
    files: files.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    leftAside,
    troubles,
    atOnce: workers.atOnce,
    read: (file, job) => read(file, job, workers),
    close: workers.close,
  };
}
