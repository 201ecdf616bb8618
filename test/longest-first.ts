// Which files of tests begin first: those that take longest, so that no core waits for one of them at the end.
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** By their path in `test/`, the longest first. A clean checkout knows no durations, and a file's size says little of them. */
const LONG = [
  "scenarios/crash-points",
  "simulate/seeds",
  "bench/benchmarks",
  "bin",
  "deployed/least-privilege",
  "lib/runbooks",
  "mock-aws/real-clients",
  "simulate/command",
  "page/browser",
  "deployed/bundle",
  "scenarios/messages",
  "simulate/faults",
  "scenarios/alerts",
  "scenarios/watched",
  "lambda/ways-in/truth",
  "simulate/opponents",
  "scenarios/load",
  "scenarios/juggling",
  "simulate/determinism",
  "scenarios/alarms",
  "scenarios/found-questions",
  "lambda/trace/reading",
  "scenarios/faults",
  "cli/completion",
  "docs/command-line",
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
