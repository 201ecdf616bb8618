// organizations:CreatePolicy — https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
import { text } from "../input.ts";
import { versioned } from "../propagation.ts";
import { define } from "./define.ts";
import { policyType, tags } from "./input.ts";
import { type OrganizationPolicy, short } from "./organization.ts";
import { readContent, refuseTakenName } from "./policy-content.ts";
import { showPolicy } from "./show.ts";
import { setTags } from "./tags.ts";

export const createPolicy = define({
  name: "CreatePolicy",
  readOnly: false,
  input: {
    Content: text({ min: 1, max: 1_000_000 }),
    Description: text({ max: 512 }),
    Name: text({ min: 1, max: 128 }),
    Type: policyType,
    Tags: tags.optional(),
  },
  context: ({ Type }) => ({ "organizations:PolicyType": Type }),
  run({ Content, Description, Name, Type, Tags }, org, { world, now }) {
    const document = readContent(Content, Type);
    refuseTakenName(org, Name);
    const policy: OrganizationPolicy = {
      id: `p-${short(world.random, 8)}`,
      type: Type,
      name: Name,
      description: Description,
      awsManaged: false,
      document: versioned(document, now),
    };
    org.policies.set(policy.id, policy);
    setTags(org, policy.id, Tags);
    return { Policy: showPolicy(org, policy) };
  },
});
