// lambda:GetFunctionConcurrency — https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findFunction, functionName, onFunction } from "./function-name.ts";

export const getFunctionConcurrency = operation({
  name: "GetFunctionConcurrency",
  http: { method: "GET", path: "/2019-09-30/functions/{FunctionName}/concurrency" },
  readOnly: true,
  input: z.object({ FunctionName: functionName }),
  authorize: onFunction("GetFunctionConcurrency"),
  run: (wish, call) => ({ ReservedConcurrentExecutions: findFunction(wish, call).reservedConcurrency }),
});
