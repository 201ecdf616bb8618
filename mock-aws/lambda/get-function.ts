// lambda:GetFunction — https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findFunction, functionName, onFunction } from "./function-name.ts";
import { showFunction } from "./show.ts";

/** There is no `Code`: the function was never uploaded. */
export const getFunction = operation({
  name: "GetFunction",
  trailName: "GetFunction20150331v2",
  http: { method: "GET", path: "/2015-03-31/functions/{FunctionName}" },
  readOnly: true,
  input: z.object({ FunctionName: functionName, Qualifier: z.string().optional() }),
  authorize: onFunction("GetFunction"),
  run(wish, call) {
    const found = findFunction(wish, call);
    const { reservedConcurrency } = found;
    const concurrency = { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } };
    return { Configuration: showFunction(found), ...(reservedConcurrency === undefined ? {} : concurrency) };
  },
});
