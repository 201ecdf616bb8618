// The benchmark `cold`: from the start of a process to its first deny, with the bundle as it is deployed.
import { type Benchmark, type BenchmarkOptions, type Row, row } from "./benchmark.ts";
import { bundled } from "./bundled.ts";
import { bundleSize } from "./cold/bundle-size.ts";
import { startFunction } from "./contain/function-process.ts";
import { type Stage, startStage } from "./contain/stage.ts";
import { median } from "./median.ts";

/** The files of the first are not in the machine's cache yet: a run that measures does not count it. */
const TURNS = { full: { warmUp: 1, counted: 40 }, tiny: { warmUp: 0, counted: 1 } } as const;

const BARE = "a bundle of the IAM and DynamoDB clients and pino";

export const cold: Benchmark = {
  about: "start of a process to its first deny, and what it reads: beside a bundle of two clients and a log",
  run,
};

async function run({ size, note }: BenchmarkOptions): Promise<readonly Row[]> {
  const stage = await startStage();
  try {
    const [responder, bare] = [
      await bundled("../lambda/handlers/responder.ts"),
      await bundled("cold/bare-responder.ts"),
    ];
    const [ours, theirs]: [number[], number[]] = [[], []];
    const { warmUp, counted } = TURNS[size];
    note(`cold: ${counted} cold starts each`);
    for (let turn = 0; turn < warmUp + counted; turn++) {
      const times = [await coldDeny(stage, responder), await coldDeny(stage, bare)] as const;
      if (turn < warmUp) continue;
      ours.push(times[0]);
      theirs.push(times[1]);
    }
    return [
      row({
        name: "cold: start to first deny, median",
        value: median(ours),
        unit: "ms",
        baseline: BARE,
        baselineValue: median(theirs),
      }),
      sizeRow("code that is read at the start", bundleSize(responder).start, bundleSize(bare).start),
      sizeRow("code in all", bundleSize(responder).whole, bundleSize(bare).whole),
    ];
  } finally {
    await stage.stop();
  }
}

/** Milliseconds from before the process was there until IAM has acknowledged its deny. */
async function coldDeny(stage: Stage, folder: string): Promise<number> {
  const role = await stage.leakRole();
  const each = await startFunction(folder, stage.environment);
  const { denied } = await each.invoke(role);
  await each.stop();
  await stage.expectDenied(role);
  if (denied < each.started) throw new Error("the deny was not seen: it was not the third call to IAM");
  return denied - each.started;
}

function sizeRow(name: string, value: number, baselineValue: number): Row {
  const kilobytes = (bytes: number) => bytes / 1000;
  return row({
    name: `cold: ${name}`,
    value: kilobytes(value),
    unit: "KB",
    baseline: BARE,
    baselineValue: kilobytes(baselineValue),
  });
}
