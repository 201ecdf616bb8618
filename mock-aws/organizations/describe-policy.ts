// organizations:DescribePolicy — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribePolicy.html
import { define } from "./define.ts";
import { findPolicy } from "./find.ts";
import { policyId } from "./input.ts";
import { showPolicy } from "./show.ts";

export const describePolicy = define({
  name: "DescribePolicy",
  readOnly: true,
  input: { PolicyId: policyId },
  about: ({ PolicyId }) => [PolicyId],
  context: ({ PolicyId }, org) => ({ "organizations:PolicyType": org.policies.get(PolicyId)?.type }),
  run: ({ PolicyId }, org) => ({ Policy: showPolicy(org, findPolicy(org, PolicyId)) }),
});
