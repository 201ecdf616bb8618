// iam:ListPolicyVersions — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { onPolicy } from "../access.ts";
import { PAGE, page } from "../paging.ts";
import { findPolicy, policyArn } from "./find-policy.ts";
import { listVersion } from "./show-version.ts";

/** The newest first. */
export const listPolicyVersions = operation({
  name: "ListPolicyVersions",
  readOnly: true,
  input: z.object({ PolicyArn: policyArn, ...PAGE }),
  authorize: onPolicy("ListPolicyVersions"),
  run(input, { world, caller }) {
    const policy = findPolicy(world, caller.account, input.PolicyArn);
    const newestFirst = ({ id }: { readonly id: string }) => String(1e9 - Number(id.slice(1)));
    const { items, more } = page(policy.versions, newestFirst, input);
    return { Versions: items.map((version) => listVersion(policy, version)), ...more };
  },
});
