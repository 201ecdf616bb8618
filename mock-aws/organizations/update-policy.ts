// organizations:UpdatePolicy — https://docs.aws.amazon.com/organizations/latest/APIReference/API_UpdatePolicy.html
import { text } from "../input.ts";
import { change } from "../propagation.ts";
import { define } from "./define.ts";
import { findPolicy } from "./find.ts";
import { policyId } from "./input.ts";
import { readContent, refuseAwsManaged, refuseTakenName } from "./policy-content.ts";
import { showPolicy } from "./show.ts";

export const updatePolicy = define({
  name: "UpdatePolicy",
  readOnly: false,
  input: {
    PolicyId: policyId,
    Name: text({ min: 1, max: 128 }).optional(),
    Description: text({ max: 512 }).optional(),
    Content: text({ min: 1, max: 1_000_000 }).optional(),
  },
  about: ({ PolicyId }) => [PolicyId],
  context: ({ PolicyId }, org) => ({ "organizations:PolicyType": org.policies.get(PolicyId)?.type }),
  run({ PolicyId, Name, Description, Content }, org, { now }) {
    const policy = findPolicy(org, PolicyId);
    refuseAwsManaged(policy);
    const document = Content === undefined ? undefined : readContent(Content, policy.type);
    if (Name !== undefined) refuseTakenName(org, Name, policy);
    policy.name = Name ?? policy.name;
    policy.description = Description ?? policy.description;
    if (document) change(policy.document, document, now);
    return { Policy: showPolicy(org, policy) };
  },
});
