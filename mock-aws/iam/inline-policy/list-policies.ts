// iam:ListUserPolicies, ListGroupPolicies, ListRolePolicies — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html
import { operation } from "../../operation.ts";
import { current } from "../../propagation.ts";
import { onOwner } from "../on-owner.ts";
import { findOwner, OWNERS, ownerInput } from "../owners.ts";
import { PAGE, page } from "../paging.ts";

export const listPolicies = OWNERS.map((owner) =>
  operation({
    name: `List${owner.title}Policies`,
    readOnly: true,
    input: ownerInput(owner, PAGE),
    authorize: (input, call) => onOwner(call, `List${owner.title}Policies`, owner, input),
    run(input, call) {
      const { inline } = current(findOwner(call, owner, input).permissions);
      const { items, more } = page(inline.keys(), (name) => name, input);
      return { PolicyNames: items, ...more };
    },
  }),
);
