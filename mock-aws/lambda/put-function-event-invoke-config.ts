// lambda:PutFunctionEventInvokeConfig — https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
import { operation } from "../operation.ts";
import { eventInvokeConfigInput, setEventInvokeConfig } from "./event-invoke-config.ts";
import { findFunction, onFunction } from "./function-name.ts";

export const putFunctionEventInvokeConfig = operation({
  name: "PutFunctionEventInvokeConfig",
  http: { method: "PUT", path: "/2019-09-25/functions/{FunctionName}/event-invoke-config" },
  readOnly: false,
  input: eventInvokeConfigInput,
  authorize: onFunction("PutFunctionEventInvokeConfig"),
  run: (wish, call) => setEventInvokeConfig(findFunction(wish, call), wish, call, {}),
});
