// Lambda: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { REST_JSON_PROTOCOL } from "../wire/rest-json.ts";
import { addPermission } from "./add-permission.ts";
import { deleteFunctionConcurrency } from "./delete-function-concurrency.ts";
import { deleteFunctionEventInvokeConfig } from "./delete-function-event-invoke-config.ts";
import { getFunction } from "./get-function.ts";
import { getFunctionConcurrency } from "./get-function-concurrency.ts";
import { getFunctionConfiguration } from "./get-function-configuration.ts";
import { getFunctionEventInvokeConfig } from "./get-function-event-invoke-config.ts";
import { getPolicy } from "./get-policy.ts";
import { invoke } from "./invoke.ts";
import { listFunctions } from "./list-functions.ts";
import { putFunctionConcurrency } from "./put-function-concurrency.ts";
import { putFunctionEventInvokeConfig } from "./put-function-event-invoke-config.ts";
import { removePermission } from "./remove-permission.ts";
import { updateFunctionConfiguration } from "./update-function-configuration.ts";
import { updateFunctionEventInvokeConfig } from "./update-function-event-invoke-config.ts";

export const LAMBDA: Service = {
  name: "lambda",
  eventSource: "lambda.amazonaws.com",
  protocol: REST_JSON_PROTOCOL,
  // All of a body that is sent to Invoke is the payload of the function.
  operations: [
    ...withKnownMembers([
      addPermission,
      deleteFunctionConcurrency,
      deleteFunctionEventInvokeConfig,
      getFunction,
      getFunctionConcurrency,
      getFunctionConfiguration,
      getFunctionEventInvokeConfig,
      getPolicy,
      listFunctions,
      putFunctionConcurrency,
      putFunctionEventInvokeConfig,
      removePermission,
      updateFunctionConfiguration,
      updateFunctionEventInvokeConfig,
    ]),
    invoke,
  ],
};
