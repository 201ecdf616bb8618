// events:RemovePermission — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemovePermission.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { setStatements, statementsOf } from "./bus-policy.ts";
import { findBus } from "./buses.ts";
import { accessToBus, busName } from "./inputs.ts";

export const removePermission = operation({
  name: "RemovePermission",
  readOnly: false,
  input: z.strictObject({
    StatementId: z.string().optional(),
    RemoveAllPermissions: z.boolean().optional(),
    EventBusName: busName.optional(),
  }),
  authorize: ({ EventBusName }, call) => [accessToBus("RemovePermission", EventBusName, call)],
  run({ StatementId, RemoveAllPermissions, EventBusName }, call) {
    const bus = findBus(call, EventBusName);
    if (RemoveAllPermissions) return setStatements(bus, [], call.now);
    if (!bus.policy) throw new AwsError("ResourceNotFoundException", "EventBus does not have a policy.");
    const statements = statementsOf(bus);
    const others = statements.filter(({ Sid }) => Sid !== StatementId);
    if (others.length === statements.length) {
      throw new AwsError("ResourceNotFoundException", "Statement with the provided id does not exist.");
    }
    setStatements(bus, others, call.now);
  },
});
