// iam:ListAttachedUserPolicies, ListAttachedGroupPolicies, ListAttachedRolePolicies — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html
import { operation } from "../../operation.ts";
import { current } from "../../propagation.ts";
import { pathPrefix } from "../list-by-path.ts";
import { onOwner } from "../on-owner.ts";
import { findOwner, OWNERS, ownerInput } from "../owners.ts";
import { PAGE, page } from "../paging.ts";

/** What comes after `policy` in the ARN, without the name. */
const pathOf = (arn: string) => arn.slice(arn.indexOf("/"), arn.lastIndexOf("/") + 1);

export function attachedPolicy(arn: string) {
  return { PolicyName: arn.slice(arn.lastIndexOf("/") + 1), PolicyArn: arn };
}

export const listAttachedPolicies = OWNERS.map((owner) =>
  operation({
    name: `ListAttached${owner.title}Policies`,
    readOnly: true,
    input: ownerInput(owner, { PathPrefix: pathPrefix.optional(), ...PAGE }),
    authorize: (input, call) => onOwner(call, `ListAttached${owner.title}Policies`, owner, input),
    run(input, call) {
      const { attached } = current(findOwner(call, owner, input).permissions);
      const wanted = attached.filter((arn) => pathOf(arn).startsWith(input.PathPrefix ?? "/"));
      const { items, more } = page(wanted, (arn) => arn, input);
      return { AttachedPolicies: items.map(attachedPolicy), ...more };
    },
  }),
);
