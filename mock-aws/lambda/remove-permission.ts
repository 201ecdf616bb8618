// lambda:RemovePermission — https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import type { RawOutput } from "../wire/rest-json.ts";
import { findFunction, functionName, onFunction } from "./function-name.ts";
import { setPermission } from "./functions.ts";

export const removePermission = operation({
  name: "RemovePermission",
  trailName: "RemovePermission20150331v2",
  http: { method: "DELETE", path: "/2015-03-31/functions/{FunctionName}/policy/{StatementId}" },
  readOnly: false,
  input: z.object({ FunctionName: functionName, Qualifier: z.string().optional(), StatementId: z.string() }),
  authorize: onFunction("RemovePermission"),
  run(wish, call): RawOutput {
    const target = findFunction(wish, call);
    if (!target.permissions.has(wish.StatementId)) {
      const message = `Statement ${wish.StatementId} is not found in resource policy.`;
      throw new AwsError("ResourceNotFoundException", message, 404, { Type: "User" });
    }
    setPermission(target, wish.StatementId, undefined);
    return { raw: "", status: 204 };
  },
});
