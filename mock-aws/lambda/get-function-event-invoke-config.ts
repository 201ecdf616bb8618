// lambda:GetFunctionEventInvokeConfig — https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { eventInvokeConfigOf, showEventInvokeConfig } from "./event-invoke-config.ts";
import { findFunction, functionName, onFunction } from "./function-name.ts";

export const getFunctionEventInvokeConfig = operation({
  name: "GetFunctionEventInvokeConfig",
  http: { method: "GET", path: "/2019-09-25/functions/{FunctionName}/event-invoke-config" },
  readOnly: true,
  input: z.object({ FunctionName: functionName, Qualifier: z.string().optional() }),
  authorize: onFunction("GetFunctionEventInvokeConfig"),
  run(wish, call) {
    const target = findFunction(wish, call);
    return showEventInvokeConfig(target, eventInvokeConfigOf(target));
  },
});
