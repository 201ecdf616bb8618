// Running a function once: JSON goes in, JSON or an error comes out, nothing is shared.
import { uuid } from "../ids.ts";
import type { World } from "../world.ts";
import type { LambdaContext, LambdaFunction } from "./functions.ts";

export type RunResult = {
  /** JSON: what the handler returned, or the error it threw. */
  readonly payload: string;
  readonly failed: boolean;
};

/** The longest that Lambda lets a function run. */
const TIMEOUT_MS = 15 * 60_000;

export type Run = { readonly payload: string; readonly requestId: string; readonly clientContext?: unknown };

export async function runFunction(world: World, target: LambdaFunction, run: Run): Promise<RunResult> {
  try {
    const result = await target.handler(
      run.payload === "" ? {} : JSON.parse(run.payload),
      contextOf(world, target, run),
    );
    return { payload: JSON.stringify(result) ?? "null", failed: false };
  } catch (error) {
    return { payload: JSON.stringify(describe(error)), failed: true };
  }
}

function contextOf(world: World, target: LambdaFunction, { requestId, clientContext }: Run): LambdaContext {
  const { clock } = world;
  const start = clock.now();
  return {
    awsRequestId: requestId,
    functionName: target.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: target.arn,
    logGroupName: `/aws/lambda/${target.name}`,
    logStreamName: `${new Date(start).toISOString().slice(0, 10).replaceAll("-", "/")}/[$LATEST]${uuid(world.random).replaceAll("-", "")}`,
    ...(clientContext === undefined ? {} : { clientContext }),
    getRemainingTimeInMillis: () => Math.max(0, start + TIMEOUT_MS - clock.now()),
  };
}

/** As the Node.js runtime reports errors, without the trace: it would show this machine's paths. */
function describe(error: unknown): { readonly errorType: string; readonly errorMessage: string } {
  if (error instanceof Error) return { errorType: error.name, errorMessage: error.message };
  return { errorType: typeof error, errorMessage: String(error) };
}
