// organizations:ListPolicies — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPolicies.html
import { define, listPage, paging } from "./define.ts";
import { policyType } from "./input.ts";
import { showPolicySummary } from "./show.ts";

export const listPolicies = define({
  name: "ListPolicies",
  readOnly: true,
  input: { ...paging, Filter: policyType },
  context: ({ Filter }) => ({ "organizations:PolicyType": Filter }),
  run(input, org) {
    const policies = [...org.policies.values()].filter(({ type }) => type === input.Filter);
    return listPage(
      "Policies",
      policies,
      ({ id }) => id,
      (policy) => showPolicySummary(org, policy),
      input,
    );
  },
});
