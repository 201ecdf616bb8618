// iam:GetPolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { onPolicy } from "../access.ts";
import { showPolicy } from "../show.ts";
import { findPolicy, policyArn } from "./find-policy.ts";
import { usages } from "./usage.ts";

export const getPolicy = operation({
  name: "GetPolicy",
  readOnly: true,
  input: z.object({ PolicyArn: policyArn }),
  authorize: onPolicy("GetPolicy"),
  run({ PolicyArn }, { world, caller: { account } }) {
    const policy = findPolicy(world, account, PolicyArn);
    return { Policy: showPolicy(policy, usages(world, account)(PolicyArn)) };
  },
});
