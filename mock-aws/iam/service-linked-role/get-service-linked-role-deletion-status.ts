// iam:GetServiceLinkedRoleDeletionStatus — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLinkedRoleDeletionStatus.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { text } from "../../input.ts";
import { operation } from "../../operation.ts";
import { iamArn } from "../arn.ts";
import { iam } from "../state.ts";

export const getServiceLinkedRoleDeletionStatus = operation({
  name: "GetServiceLinkedRoleDeletionStatus",
  readOnly: true,
  input: z.object({ DeletionTaskId: text({ min: 1, max: 1000 }) }),
  authorize({ DeletionTaskId }, { caller }) {
    const [, path = "/", name = ""] = /^task(\/.*\/)([^/]+)\/[^/]+$/.exec(DeletionTaskId) ?? [];
    return [{ action: "iam:GetServiceLinkedRoleDeletionStatus", resource: iamArn(caller.account, "role", path, name) }];
  },
  run({ DeletionTaskId }, { world, caller }) {
    const Status = iam(world, caller.account).roleDeletions.get(DeletionTaskId);
    if (!Status) throw new AwsError("NoSuchEntity", `Deletion task ${DeletionTaskId} cannot be found.`, 404);
    return { Status };
  },
});
