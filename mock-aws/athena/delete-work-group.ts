// athena:DeleteWorkGroup — https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteWorkGroup.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findWorkGroup, keyOf, onWorkGroup, workGroupName, workGroupsOf } from "./workgroups.ts";

export const deleteWorkGroup = operation({
  name: "DeleteWorkGroup",
  readOnly: false,
  input: z.object({ WorkGroup: workGroupName }),
  authorize: ({ WorkGroup }, call) => onWorkGroup("DeleteWorkGroup", WorkGroup, call),
  run({ WorkGroup }, call) {
    findWorkGroup(WorkGroup, call);
    workGroupsOf(call.world, call.caller.account).delete(keyOf(call, WorkGroup));
  },
});
