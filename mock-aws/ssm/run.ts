// Running a document step by step on the virtual clock, as an approval or the end allows.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html#automation-common
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { isoSeconds } from "../context.ts";
import { uuid } from "../ids.ts";
import type { World } from "../world.ts";
import type { Action, Result } from "./actions/action.ts";
import { ACTIONS } from "./actions/index.ts";
import { type Execution, isOver, type StepRun } from "./executions.ts";
import { resolve } from "./references.ts";
import { type Step, stepAfter, stepNamed } from "./runbook.ts";
import { select } from "./selector.ts";

export function start(world: World, execution: Execution): void {
  const [first] = execution.runbook.steps;
  world.clock.at(world.clock.now(), () => runFrom(world, execution, first?.name));
}

/** Settles a step that waits: somebody has decided, or its time has come. Of two only the first counts. */
export function settleLater(world: World, execution: Execution, run: StepRun, result: Result, at: number): void {
  world.clock.at(at, () => {
    if (isOver(execution) || run.endedAt !== undefined) return undefined;
    execution.status = "InProgress";
    return runFrom(world, execution, settle(world, execution, run, result));
  });
}

/** Whatever is under way ends without a result. */
export function stop(world: World, execution: Execution): void {
  const now = world.clock.now();
  for (const run of execution.steps.filter(({ endedAt }) => endedAt === undefined)) {
    Object.assign(run, { status: "Cancelled", endedAt: now });
  }
  Object.assign(execution, { status: "Cancelled", endedAt: now });
}

async function runFrom(world: World, execution: Execution, name: string | undefined): Promise<void> {
  let step = name === undefined ? undefined : stepNamed(execution.runbook, name);
  while (step && !isOver(execution)) {
    const run = begin(world, execution, step);
    const result = await attempts(world, execution, run);
    if (isOver(execution)) return;
    if (result.outcome === "waiting") {
      // Who waits for the clock alone is at work still; who waits for people is not.
      run.status = execution.status = run.approval ? "Waiting" : "InProgress";
      settleLater(world, execution, run, result.after, world.clock.now() + result.seconds * 1000);
      return;
    }
    const next = settle(world, execution, run, result);
    step = next === undefined ? undefined : stepNamed(execution.runbook, next);
  }
  if (!isOver(execution)) finish(world, execution);
}

function begin({ random, clock }: World, execution: Execution, step: Step): StepRun {
  const run: StepRun = {
    id: uuid(random),
    step,
    startedAt: clock.now(),
    status: "InProgress",
    inputs: {},
    outputs: {},
  };
  execution.steps.push(run);
  return run;
}

async function attempts(world: World, execution: Execution, run: StepRun): Promise<Result> {
  let result: Result = { outcome: "failed", message: "" };
  for (let count = 0; count < run.step.maxAttempts; count++) {
    result = await attempt(world, execution, run);
    if (result.outcome === "success" || result.outcome === "waiting") return result;
  }
  return result;
}

/** "Each aws:invokeLambdaFunction action can run up to a maximum duration of 300 seconds": the longest that is waited. */
const LONGEST_SECONDS = 300;

async function attempt(world: World, execution: Execution, run: StepRun): Promise<Result> {
  const action = ACTIONS.get(run.step.action);
  if (!action) throw new Error(`The action ${run.step.action} was taken and is not there.`);
  const begun = world.clock.now();
  try {
    run.inputs = resolveInputs(world, execution, run.step, action);
    const result = await action.run(action.inputs.parse(run.inputs), { world, execution, run });
    const seconds = Math.min(run.step.timeoutSeconds ?? LONGEST_SECONDS, LONGEST_SECONDS);
    if (world.clock.now() - begun <= seconds * 1000) return result;
    return { outcome: "timed-out", message: `The step took longer than ${seconds} seconds.` };
  } catch (error) {
    if (error instanceof z.ZodError) return { outcome: "failed", message: `Invalid inputs: ${error.message}` };
    if (error instanceof AwsError) return { outcome: "failed", message: `${error.code}: ${error.message}` };
    throw error;
  }
}

function resolveInputs(world: World, execution: Execution, step: Step, action: Action) {
  const lookUp = (reference: string) => {
    const value = referred(world, execution, reference);
    if (value !== undefined) return value;
    if (action.takesAbsent) return "";
    throw new AwsError("ValidationException", `The output {{ ${reference} }} has no value.`);
  };
  return resolve(step.inputs, lookUp) as Readonly<Record<string, unknown>>; // An object stays one.
}

function referred({ clock }: World, execution: Execution, reference: string): unknown {
  const { id, account, region, parameters, steps } = execution;
  const time = isoSeconds(clock.now());
  const system: Readonly<Record<string, string>> = {
    "global:ACCOUNT_ID": account,
    "global:DATE": time.slice(0, 10),
    "global:DATE_TIME": time.slice(0, 19).replace("T", "_").replaceAll(":", "."),
    "global:REGION": region,
    "automation:EXECUTION_ID": id,
  };
  if (Object.hasOwn(system, reference)) return system[reference];
  if (parameters.has(reference)) return parameters.get(reference);
  const [name, output = ""] = reference.split(".");
  return steps.findLast(({ step }) => step.name === name)?.outputs[output];
}

/** The step's outcome is written down; answers with the step that follows, and ends the execution where none should. */
function settle(world: World, execution: Execution, run: StepRun, result: Result): string | undefined {
  const { runbook } = execution;
  run.endedAt = world.clock.now();
  if (result.outcome === "success") {
    run.status = "Success";
    run.outputs = outputsOf(run.step, result.response ?? {});
    return result.next ?? stepAfter(runbook, run.step);
  }
  if (result.outcome === "waiting") throw new Error("A step that has waited waits again.");
  run.status = result.outcome === "timed-out" ? "TimedOut" : "Failed";
  run.failure = result.message;
  if (run.step.onFailure === "Abort") {
    finish(world, execution);
    return undefined;
  }
  const [, elsewhere] = /^step:(.+)$/.exec(run.step.onFailure) ?? [];
  return run.step.isEnd ? undefined : (elsewhere ?? stepAfter(runbook, run.step));
}

function outputsOf({ outputs }: Step, response: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const own = outputs.map(({ Name, Selector, Type }) => [Name, converted(select(response, Selector), Type)] as const);
  return Object.fromEntries([...Object.entries(response), ...own]);
}

/**
 * "If the value of an output doesn't match the data type you've specified, Automation tries to convert the data type." How
 * it writes an object is not said: with blanks here, so that nobody relies on there being none.
 */
function converted(value: unknown, type: string): unknown {
  if (value === undefined || type !== "String" || typeof value === "string") return value;
  return JSON.stringify(value, undefined, 1);
}

/** Failed where a step that counts has failed; by itself a step counts, unless it says Continue. */
function finish({ clock }: World, execution: Execution): void {
  const failed = execution.steps.findLast(
    ({ status, step }) =>
      (status === "Failed" || status === "TimedOut") && (step.isCritical ?? step.onFailure !== "Continue"),
  );
  execution.endedAt = clock.now();
  execution.status = failed?.status ?? "Success";
  if (failed) execution.failure = `Step ${failed.step.name} failed: ${failed.failure}`;
}
