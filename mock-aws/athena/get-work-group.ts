// athena:GetWorkGroup — https://docs.aws.amazon.com/athena/latest/APIReference/API_GetWorkGroup.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findWorkGroup, onWorkGroup, workGroupName } from "./workgroups.ts";

export const getWorkGroup = operation({
  name: "GetWorkGroup",
  readOnly: true,
  input: z.object({ WorkGroup: workGroupName }),
  authorize: ({ WorkGroup }, call) => onWorkGroup("GetWorkGroup", WorkGroup, call),
  run({ WorkGroup }, call) {
    const { name, createdAt, description, configuration } = findWorkGroup(WorkGroup, call);
    return {
      WorkGroup: {
        Name: name,
        State: "ENABLED",
        Description: description,
        CreationTime: new Date(createdAt),
        Configuration: configuration,
      },
    };
  },
});
