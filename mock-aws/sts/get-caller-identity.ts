// sts:GetCallerIdentity — https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
import { z } from "zod";
import { operation } from "../operation.ts";

/** AWS answers every valid key, whatever policies say: no explicit deny stops it. */
export const getCallerIdentity = operation({
  name: "GetCallerIdentity",
  readOnly: true,
  input: z.object({}),
  authorize: () => "none",
  run: (_input, { caller }) => ({ UserId: caller.userId, Account: caller.account, Arn: caller.arn }),
});
