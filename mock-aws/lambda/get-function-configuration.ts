// lambda:GetFunctionConfiguration — https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findFunction, functionName, onFunction } from "./function-name.ts";
import { showFunction } from "./show.ts";

export const getFunctionConfiguration = operation({
  name: "GetFunctionConfiguration",
  trailName: "GetFunctionConfiguration20150331v2",
  http: { method: "GET", path: "/2015-03-31/functions/{FunctionName}/configuration" },
  readOnly: true,
  input: z.object({ FunctionName: functionName, Qualifier: z.string().optional() }),
  authorize: onFunction("GetFunctionConfiguration"),
  run: (wish, call) => showFunction(findFunction(wish, call)),
});
