// lambda:PutFunctionConcurrency — https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html
import { z } from "zod";
import { integer } from "../input.ts";
import { type Call, operation } from "../operation.ts";
import { refuse } from "./check-destination.ts";
import { findFunction, functionName, onFunction } from "./function-name.ts";
import { functions, type LambdaFunction } from "./functions.ts";

/** "By default, Lambda provides your account with a total concurrency limit of 1,000", of which 100 stay unreserved. */
const MOST_RESERVED = 900;

export const putFunctionConcurrency = operation({
  name: "PutFunctionConcurrency",
  trailName: "PutFunctionConcurrency20171031",
  http: { method: "PUT", path: "/2017-10-31/functions/{FunctionName}/concurrency" },
  readOnly: false,
  input: z.object({
    FunctionName: functionName,
    ReservedConcurrentExecutions: integer(0, Number.MAX_SAFE_INTEGER),
  }),
  authorize: onFunction("PutFunctionConcurrency"),
  run(wish, call) {
    const target = findFunction(wish, call);
    const { ReservedConcurrentExecutions } = wish;
    if (reservedBeside(target, call) + ReservedConcurrentExecutions > MOST_RESERVED) {
      refuse(
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
      );
    }
    target.reservedConcurrency = ReservedConcurrentExecutions;
    return { ReservedConcurrentExecutions };
  },
});

function reservedBeside(target: LambdaFunction, { world, region }: Call): number {
  const others = [...functions(world, target.account).values()].filter(
    (one) => one !== target && one.region === region,
  );
  return others.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
}
