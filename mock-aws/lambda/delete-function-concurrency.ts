// lambda:DeleteFunctionConcurrency — https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html
import { z } from "zod";
import { operation } from "../operation.ts";
import type { RawOutput } from "../wire/rest-json.ts";
import { findFunction, functionName, onFunction } from "./function-name.ts";

export const deleteFunctionConcurrency = operation({
  name: "DeleteFunctionConcurrency",
  trailName: "DeleteFunctionConcurrency20171031",
  http: { method: "DELETE", path: "/2017-10-31/functions/{FunctionName}/concurrency" },
  readOnly: false,
  input: z.object({ FunctionName: functionName }),
  authorize: onFunction("DeleteFunctionConcurrency"),
  run(wish, call): RawOutput {
    findFunction(wish, call).reservedConcurrency = undefined;
    return { raw: "", status: 204 };
  },
});
