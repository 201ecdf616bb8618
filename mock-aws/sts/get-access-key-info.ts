// sts:GetAccessKeyInfo — https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { accountOfKeyId } from "../ids.ts";
import { text } from "../input.ts";
import { operation } from "../operation.ts";

/** Whose key an id is, of any account and in any state: AWS reads it from the id. */
export const getAccessKeyInfo = operation({
  name: "GetAccessKeyInfo",
  readOnly: true,
  input: z.object({ AccessKeyId: text({ min: 16, max: 128, pattern: /[\w]*/ }) }),
  authorize: () => [{ action: "sts:GetAccessKeyInfo", resource: "*" }],
  run({ AccessKeyId }, { world }) {
    const Account = world.credentials.get(AccessKeyId)?.account ?? accountOfKeyId(AccessKeyId);
    if (Account === undefined) throw new AwsError("ValidationError", `Invalid access key ID: ${AccessKeyId}`, 400);
    return { Account };
  },
});
