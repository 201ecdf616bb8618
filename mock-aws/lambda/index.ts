// Lambda: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { REST_JSON_PROTOCOL } from "../wire/rest-json.ts";
import { addPermission } from "./add-permission.ts";
import { getFunction } from "./get-function.ts";
import { getFunctionConfiguration } from "./get-function-configuration.ts";
import { getPolicy } from "./get-policy.ts";
import { invoke } from "./invoke.ts";
import { listFunctions } from "./list-functions.ts";
import { removePermission } from "./remove-permission.ts";

export const LAMBDA: Service = {
  name: "lambda",
  eventSource: "lambda.amazonaws.com",
  protocol: REST_JSON_PROTOCOL,
  // All of a body that is sent to Invoke is the payload of the function.
  operations: [
    ...withKnownMembers([
      addPermission,
      getFunction,
      getFunctionConfiguration,
      getPolicy,
      listFunctions,
      removePermission,
    ]),
    invoke,
  ],
};
