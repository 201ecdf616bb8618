// lambda:GetPolicy — https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { findFunction, functionName, onFunction } from "./function-name.ts";

export const getPolicy = operation({
  name: "GetPolicy",
  trailName: "GetPolicy20150331v2",
  http: { method: "GET", path: "/2015-03-31/functions/{FunctionName}/policy" },
  readOnly: true,
  input: z.object({ FunctionName: functionName, Qualifier: z.string().optional() }),
  authorize: onFunction("GetPolicy"),
  run(wish, call) {
    const { policy } = findFunction(wish, call);
    if (policy) return { Policy: policy.document.text };
    throw new AwsError("ResourceNotFoundException", "The resource you requested does not exist.", 404, {
      Type: "User",
    });
  },
});
