// The benchmark `contain`: from an event to the acknowledged deny, in a function that is warm.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeBundle } from "../lib/write-bundle.ts";
import { type Benchmark, type BenchmarkOptions, type Row, row } from "./benchmark.ts";
import { type Answered, type FunctionProcess, startFunction } from "./contain/function-process.ts";
import { type Stage, startStage } from "./contain/stage.ts";
import { quantile } from "./median.ts";

/** The function is warm after some hundreds: V8 compiles what is called often, in steps. */
const TIMES = { full: { warmUp: 300, turns: 1_500 }, tiny: { warmUp: 1, turns: 3 } } as const;

const BARE = "GetRole beside GetRolePolicy, then PutRolePolicy, by the bare SDK";

export const contain: Benchmark = {
  about: "event to acknowledged deny, warm: beside the same calls to IAM by the bare SDK",
  run,
};

async function run({ size, note }: BenchmarkOptions): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-contain-"));
  const stage = await startStage();
  const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
  try {
    await writeBundle(path("../lambda/handlers/responder.ts"), join(folder, "responder"));
    await writeBundle(path("./contain/bare-calls.ts"), join(folder, "bare"));
    const responder = await startFunction(join(folder, "responder"), stage.environment);
    const bare = await startFunction(join(folder, "bare"), stage.environment);
    const { warmUp, turns } = TIMES[size];
    note(`contain: ${warmUp} denies each to warm up`);
    await takeTurns(stage, [responder, bare], warmUp);
    note(`contain: ${turns} denies each`);
    const [ours = [], theirs = []] = await takeTurns(stage, [responder, bare], turns);
    await Promise.all([responder.stop(), bare.stop()]);
    return rowsOf(ours, theirs);
  } finally {
    await stage.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each has a role of its own in every turn; who goes first changes. */
async function takeTurns(
  stage: Stage,
  functions: readonly FunctionProcess[],
  turns: number,
): Promise<readonly (readonly Answered[])[]> {
  const answered: Answered[][] = functions.map(() => []);
  for (let turn = 0; turn < turns; turn++) {
    const order = turn % 2 === 0 ? functions : functions.toReversed();
    for (const each of order) {
      const role = await stage.leakRole();
      const answer = await each.invoke(role);
      await stage.expectDenied(role);
      if (answer.denied < answer.begun) throw new Error("the deny was not seen: it was not the third call to IAM");
      answered[functions.indexOf(each)]?.push(answer);
    }
  }
  return answered;
}

function rowsOf(ours: readonly Answered[], theirs: readonly Answered[]): readonly Row[] {
  const deny = ({ begun, denied }: Answered) => denied - begun;
  const whole = ({ begun, done }: Answered) => done - begun;
  const [mine, bare] = [ours.map(deny), theirs.map(deny)];
  const figure = (name: string, values: readonly number[], share: number) =>
    row({
      name: `contain: ${name}`,
      value: quantile(values, share),
      unit: "ms",
      baseline: BARE,
      baselineValue: quantile(bare, share),
    });
  return [
    figure("event to acknowledged deny, median", mine, 0.5),
    figure("event to acknowledged deny, p99", mine, 0.99),
    figure("the whole handler, median", ours.map(whole), 0.5),
  ];
}
