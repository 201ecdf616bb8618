// organizations:ListPoliciesForTarget — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPoliciesForTarget.html
import { attached } from "./attach.ts";
import { define, listPage, paging } from "./define.ts";
import { findPolicy, refuseUnknownTarget } from "./find.ts";
import { policyType, targetId } from "./input.ts";
import { showPolicySummary } from "./show.ts";

export const listPoliciesForTarget = define({
  name: "ListPoliciesForTarget",
  readOnly: true,
  input: { ...paging, Filter: policyType, TargetId: targetId },
  about: ({ TargetId }) => [TargetId],
  context: ({ Filter }) => ({ "organizations:PolicyType": Filter }),
  run(input, org, { world }) {
    refuseUnknownTarget(org, input.TargetId);
    const policies = attached(world, input.TargetId, input.Filter).map((id) => findPolicy(org, id));
    return listPage(
      "Policies",
      policies,
      ({ id }) => id,
      (policy) => showPolicySummary(org, policy),
      input,
    );
  },
});
