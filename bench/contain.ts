// The benchmark `contain`: from an event to the acknowledged deny, in a function that is warm.
import { type Benchmark, type BenchmarkOptions, type Row, row } from "./benchmark.ts";
import { bundled } from "./bundled.ts";
import { type Answered, type FunctionProcess, startFunction } from "./contain/function-process.ts";
import { type Stage, startStage } from "./contain/stage.ts";
import { quantile } from "./median.ts";

/** The function is warm after some hundreds: V8 compiles what is called often, in steps. */
const TIMES = { full: { warmUp: 300, turns: 1_000 }, tiny: { warmUp: 0, turns: 2 } } as const;

const BARE = "GetRole beside GetRolePolicy, then PutRolePolicy, by the bare SDK";
const WITH_CLAIM = "the same calls, and beside the reads a claim in the ledger's table";

export const contain: Benchmark = {
  about: "event to acknowledged deny, warm: beside the same calls to IAM by the bare SDK",
  run,
};

async function run({ size, note }: BenchmarkOptions): Promise<readonly Row[]> {
  const stage = await startStage();
  try {
    const handlers = ["../lambda/handlers/responder.ts", "contain/bare-calls.ts", "cold/bare-responder.ts"];
    const folders = await Promise.all(handlers.map(bundled));
    const functions = await Promise.all(folders.map((folder) => startFunction(folder, stage.environment)));
    const { warmUp, turns } = TIMES[size];
    note(`contain: ${warmUp} denies each to warm up`);
    await takeTurns(stage, functions, warmUp);
    note(`contain: ${turns} denies each`);
    const [ours = [], bare = [], withClaim = []] = await takeTurns(stage, functions, turns);
    await Promise.all(functions.map((each) => each.stop()));
    return rowsOf(ours, bare, withClaim);
  } finally {
    await stage.stop();
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

function rowsOf(ours: readonly Answered[], bare: readonly Answered[], withClaim: readonly Answered[]): readonly Row[] {
  const deny = ({ begun, denied }: Answered) => denied - begun;
  const whole = ({ begun, done }: Answered) => done - begun;
  const toDeny = "event to acknowledged deny";
  const figure = (name: string, share: number, values: readonly number[], beside: Baseline) =>
    row({
      name: `contain: ${name}`,
      value: quantile(values, share),
      unit: "ms",
      baseline: beside.name,
      baselineValue: quantile(beside.values, share),
    });
  const [ourDenies, bareCalls] = [ours.map(deny), { name: BARE, values: bare.map(deny) }];
  const claiming = { name: WITH_CLAIM, values: withClaim.map(deny) };
  return [
    figure(`${toDeny}, median`, 0.5, ourDenies, bareCalls),
    figure(`${toDeny}, p99`, 0.99, ourDenies, bareCalls),
    figure(`${toDeny}, median`, 0.5, ourDenies, claiming),
    figure(`${toDeny}, p99`, 0.99, ourDenies, claiming),
    figure("the whole handler, median", 0.5, ours.map(whole), bareCalls),
  ];
}

type Baseline = { readonly name: string; readonly values: readonly number[] };
