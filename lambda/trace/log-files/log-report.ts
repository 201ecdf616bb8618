// What a person is told of the reading of log files: how much of what time was read, and what could not be.
import type { Time } from "../../model.ts";
import type { LogFinding } from "./log-finding.ts";
import type { LogPlace } from "./log-place.ts";

export type LogReport = {
  readonly files: number;
  /** Unpacked, each file once. */
  readonly bytes: number;
  /** About the first and the last event in them. */
  readonly from?: Time;
  readonly to?: Time;
  /** What could not be read, in words, each with the name of the file. */
  readonly gaps: readonly string[];
};

const MOST_GAPS = 50;

export function logReport({ troubles }: LogPlace) {
  const gaps: string[] = [...troubles];
  let [files, broken, bytes, told] = [0, 0, 0, 0];
  let times: readonly Time[] = [];
  return {
    /** To be told of each file once. */
    add(name: string, finding: LogFinding): void {
      files++;
      bytes += finding.bytes;
      const all = [...times, ...[finding.from, finding.to].flatMap((time) => time ?? [])].sort();
      times = [...all.slice(0, 1), ...all.slice(1).slice(-1)];
      if (finding.troubles.length === 0) return;
      broken++;
      if (broken <= MOST_GAPS) gaps.push(`The log file ${name} ${finding.troubles.join("; ")}.`);
    },
    /** What is not there at all. */
    miss(gap: string): void {
      if (!gaps.includes(gap)) gaps.push(gap);
    },
    /** Those that were not asked for before. */
    newGaps(): readonly string[] {
      const fresh = gaps.slice(told);
      told = gaps.length;
      return fresh;
    },
    report(): LogReport {
      const [from, to = from] = times;
      const more = broken > MOST_GAPS ? [`${broken - MOST_GAPS} more log files could not be read whole.`] : [];
      return {
        files,
        bytes,
        ...(from === undefined || to === undefined ? {} : { from, to }),
        gaps: [...gaps, ...more],
      };
    },
  };
}
