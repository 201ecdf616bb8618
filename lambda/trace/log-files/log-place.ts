// What log files are read from: a folder or a bucket, as the trace sees it.
import type { LogFinding, LogJob } from "./log-finding.ts";

export type LogFile = {
  /** As it is told to a person; of a place in a form of CloudTrail's own also `…/ACCOUNT/CloudTrail/REGION/…`. */
  readonly name: string;
  /** As it lies there. */
  readonly bytes: number;
};

export type LogPlace = {
  /** The folder or the bucket in a person's words. */
  readonly name: string;
  /** In the order in which they are best read. */
  readonly files: readonly LogFile[];
  /** Why other files are left aside, and how many. */
  readonly leftAside: Readonly<Record<string, number>>;
  /** What could not be listed, in words. */
  readonly troubles: readonly string[];
  /** How many files should be under way at once. */
  readonly atOnce: number;
  /** Never rejects: what is wrong is among the finding's troubles. */
  read(file: LogFile, job: LogJob): Promise<LogFinding>;
  close(): Promise<void>;
};
