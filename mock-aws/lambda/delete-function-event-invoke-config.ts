// lambda:DeleteFunctionEventInvokeConfig — https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html
import { z } from "zod";
import { operation } from "../operation.ts";
import type { RawOutput } from "../wire/rest-json.ts";
import { eventInvokeConfigOf } from "./event-invoke-config.ts";
import { findFunction, functionName, onFunction } from "./function-name.ts";

export const deleteFunctionEventInvokeConfig = operation({
  name: "DeleteFunctionEventInvokeConfig",
  http: { method: "DELETE", path: "/2019-09-25/functions/{FunctionName}/event-invoke-config" },
  readOnly: false,
  input: z.object({ FunctionName: functionName, Qualifier: z.string().optional() }),
  authorize: onFunction("DeleteFunctionEventInvokeConfig"),
  run(wish, call): RawOutput {
    const target = findFunction(wish, call);
    eventInvokeConfigOf(target);
    target.asynchronous = undefined;
    return { raw: "", status: 204 };
  },
});
