// iam:GetAccessKeyLastUsed — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { rootArn } from "../../caller.ts";
import type { LongTermKey } from "../../credential.ts";
import { type Call, operation } from "../../operation.ts";
import { current } from "../../propagation.ts";
import { accessTo } from "../access.ts";
import { accessKeyIdInput } from "./find-key.ts";

export const getAccessKeyLastUsed = operation({
  name: "GetAccessKeyLastUsed",
  readOnly: true,
  input: z.object({ AccessKeyId: accessKeyIdInput }),
  authorize({ AccessKeyId }, call) {
    const key = ownKey(AccessKeyId, call);
    if (key?.user) return [accessTo(call, "GetAccessKeyLastUsed", "users", key.user.name)];
    return [{ action: "iam:GetAccessKeyLastUsed", resource: key ? rootArn(key.account) : "*" }];
  },
  run({ AccessKeyId }, call) {
    const key = ownKey(AccessKeyId, call);
    if (!key) throw new AwsError("NoSuchEntity", `The Access Key with id ${AccessKeyId} cannot be found.`, 404);
    const { lastUsed } = key;
    return {
      UserName: key.user?.name,
      AccessKeyLastUsed: lastUsed
        ? { LastUsedDate: new Date(lastUsed.at), ServiceName: lastUsed.service, Region: lastUsed.region }
        : { ServiceName: "N/A", Region: "N/A" },
    };
  },
});

/** Another account's key is as good as none. */
function ownKey(id: string, { world, caller }: Call): LongTermKey | undefined {
  const key = world.credentials.get(id);
  const isOwn = key?.kind === "long-term" && key.account === caller.account && current(key.status) !== "Deleted";
  return isOwn ? key : undefined;
}
