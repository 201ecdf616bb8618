// iam:PutUserPermissionsBoundary, PutRolePermissionsBoundary — https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
import { operation } from "../../operation.ts";
import { change, current } from "../../propagation.ts";
import { policyArn } from "../managed-policy/find-policy.ts";
import { onOwnerToChange } from "../on-owner.ts";
import { findOwnerToChange, ownerInput, ROLE, USER } from "../owners.ts";
import { withBoundary } from "./new-permissions.ts";

/** The condition key speaks of the boundary that is asked for: delegates can be held to a certain one. */
export const putPermissionsBoundary = [USER, ROLE].map((owner) =>
  operation({
    name: `Put${owner.title}PermissionsBoundary`,
    readOnly: false,
    input: ownerInput(owner, { PermissionsBoundary: policyArn }),
    authorize: (input, call) =>
      onOwnerToChange(call, `Put${owner.title}PermissionsBoundary`, owner, input, {
        "iam:PermissionsBoundary": input.PermissionsBoundary,
      }),
    run(input, call) {
      const { account, permissions } = findOwnerToChange(call, owner, input);
      change(permissions, withBoundary(call.world, account, current(permissions), input.PermissionsBoundary), call.now);
    },
  }),
);
