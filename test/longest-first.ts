// Which files of tests begin first: those that take longest, so that no core waits for one of them at the end.
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** By their path in `test/`, the longest first. A clean checkout knows no durations, and a file's size says little of them. */
const LONG = [
  "bin",
  "scenarios/crash-points",
  "scenarios/faults",
  "simulate/seeds",
  "bench/benchmarks",
  "lib/runbooks",
  "scenarios/found-questions",
  "simulate/determinism",
  "mock-aws/real-clients",
  "scenarios/messages",
  "lambda/trace/reading",
  "scenarios/alerts",
  "client/table/file-table",
  "scenarios/alarms",
  "scenarios/juggling",
  "docs/command-line",
  "simulate/command",
].map((name) => `/test/${name}.test.ts`);

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONG.findIndex((path) => moduleId.endsWith(path));
      return found < 0 ? LONG.length : found;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}
