// iam:DeleteUserPermissionsBoundary, DeleteRolePermissionsBoundary — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html
import { operation } from "../../operation.ts";
import { change, current } from "../../propagation.ts";
import { onOwnerToChange } from "../on-owner.ts";
import { findOwnerToChange, ownerInput, ROLE, USER } from "../owners.ts";

export const deletePermissionsBoundary = [USER, ROLE].map((owner) =>
  operation({
    name: `Delete${owner.title}PermissionsBoundary`,
    readOnly: false,
    input: ownerInput(owner, {}),
    authorize: (input, call) => onOwnerToChange(call, `Delete${owner.title}PermissionsBoundary`, owner, input),
    run(input, call) {
      const { permissions } = findOwnerToChange(call, owner, input);
      const { boundary, ...rest } = current(permissions);
      change(permissions, rest, call.now);
    },
  }),
);
