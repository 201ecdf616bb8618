// Running a function once: JSON goes in, JSON or an error comes out, nothing is shared.
import { uuid } from "../ids.ts";
import type { World } from "../world.ts";
import { count } from "./count.ts";
import type { LambdaContext, LambdaFunction } from "./functions.ts";

export type RunResult = {
  /** JSON: what the handler returned, or the error it threw. */
  readonly payload: string;
  readonly failed: boolean;
};

export type Run = { readonly payload: string; readonly requestId: string; readonly clientContext?: unknown };

/** "throttled" where as many invocations are under way as the function has reserved concurrency for: it is not run. */
export async function runFunction(world: World, target: LambdaFunction, run: Run): Promise<RunResult | "throttled"> {
  if (target.running >= (target.reservedConcurrency ?? Number.POSITIVE_INFINITY)) {
    count(world, target, "Throttles");
    return "throttled";
  }
  const start = world.clock.now();
  const { timeoutSeconds } = target;
  target.running++;
  const answer = await resultOf(target, run, contextOf(world, target, run));
  target.running--;
  const result = world.clock.now() - start > timeoutSeconds * 1000 ? timedOut(run, timeoutSeconds) : answer;
  count(world, target, "Invocations");
  count(world, target, "Errors", result.failed ? 1 : 0);
  return result;
}

/** Code of this process cannot be stopped: what it did after its time stays done, and only its answer is lost. */
function timedOut({ requestId }: Run, seconds: number): RunResult {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds}.00 seconds`;
  return { payload: JSON.stringify({ errorType: "Sandbox.Timedout", errorMessage }), failed: true };
}

async function resultOf(target: LambdaFunction, run: Run, context: LambdaContext): Promise<RunResult> {
  try {
    const result = await target.handler(run.payload === "" ? {} : JSON.parse(run.payload), context, target.environment);
    return { payload: JSON.stringify(result) ?? "null", failed: false };
  } catch (error) {
    return { payload: JSON.stringify(describe(error)), failed: true };
  }
}

function contextOf(world: World, target: LambdaFunction, { requestId, clientContext }: Run): LambdaContext {
  const { clock } = world;
  const start = clock.now();
  const end = start + target.timeoutSeconds * 1000;
  return {
    awsRequestId: requestId,
    functionName: target.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: target.arn,
    logGroupName: `/aws/lambda/${target.name}`,
    logStreamName: `${new Date(start).toISOString().slice(0, 10).replaceAll("-", "/")}/[$LATEST]${uuid(world.random).replaceAll("-", "")}`,
    ...(clientContext === undefined ? {} : { clientContext }),
    getRemainingTimeInMillis: () => Math.max(0, end - clock.now()),
  };
}

/** As the Node.js runtime reports errors, without the trace: it would show this machine's paths. */
function describe(error: unknown): { readonly errorType: string; readonly errorMessage: string } {
  if (error instanceof Error) return { errorType: error.name, errorMessage: error.message };
  return { errorType: typeof error, errorMessage: String(error) };
}
