// lambda:UpdateFunctionEventInvokeConfig — https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html
import { operation } from "../operation.ts";
import { eventInvokeConfigInput, eventInvokeConfigOf, setEventInvokeConfig } from "./event-invoke-config.ts";
import { findFunction, onFunction } from "./function-name.ts";

export const updateFunctionEventInvokeConfig = operation({
  name: "UpdateFunctionEventInvokeConfig",
  http: { method: "POST", path: "/2019-09-25/functions/{FunctionName}/event-invoke-config" },
  readOnly: false,
  input: eventInvokeConfigInput,
  authorize: onFunction("UpdateFunctionEventInvokeConfig"),
  run(wish, call) {
    const target = findFunction(wish, call);
    return setEventInvokeConfig(target, wish, call, eventInvokeConfigOf(target));
  },
});
