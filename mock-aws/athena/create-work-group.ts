// athena:CreateWorkGroup — https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { configuration, keyOf, onWorkGroup, workGroupName, workGroupsOf } from "./workgroups.ts";

export const createWorkGroup = operation({
  name: "CreateWorkGroup",
  readOnly: false,
  input: z.object({
    Name: workGroupName,
    Description: z.string().max(1024).optional(),
    Configuration: configuration,
  }),
  authorize: ({ Name }, call) => onWorkGroup("CreateWorkGroup", Name, call),
  run({ Name: name, Description: description, Configuration }, call) {
    const known = workGroupsOf(call.world, call.caller.account);
    if (known.has(keyOf(call, name))) throw new AwsError("InvalidRequestException", "WorkGroup is already created");
    known.set(keyOf(call, name), { name, createdAt: call.now, description, configuration: Configuration });
  },
});
