// iam:DeleteUserPolicy, DeleteGroupPolicy, DeleteRolePolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change, current } from "../../propagation.ts";
import { onOwnerToChange } from "../on-owner.ts";
import { findOwnerToChange, OWNERS, ownerInput } from "../owners.ts";
import { findInline } from "./find-inline.ts";

export const deletePolicy = OWNERS.map((owner) =>
  operation({
    name: `Delete${owner.title}Policy`,
    readOnly: false,
    input: ownerInput(owner, { PolicyName: entityName }),
    authorize: (input, call) => onOwnerToChange(call, `Delete${owner.title}Policy`, owner, input),
    run(input, call) {
      const entity = findOwnerToChange(call, owner, input);
      findInline(entity, owner, input.PolicyName);
      const permissions = current(entity.permissions);
      const inline = new Map(permissions.inline);
      inline.delete(input.PolicyName);
      change(entity.permissions, { ...permissions, inline }, call.now);
    },
  }),
);
