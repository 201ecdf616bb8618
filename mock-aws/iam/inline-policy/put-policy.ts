// iam:PutUserPolicy, PutGroupPolicy, PutRolePolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
import { entityName, policyText } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change, current } from "../../propagation.ts";
import { onOwnerToChange } from "../on-owner.ts";
import { findOwnerToChange, OWNERS, ownerInput } from "../owners.ts";
import { readPolicy, withInlinePolicy } from "../write-policy.ts";

/** A policy of that name is replaced whole. */
export const putPolicy = OWNERS.map((owner) =>
  operation({
    name: `Put${owner.title}Policy`,
    readOnly: false,
    input: ownerInput(owner, { PolicyName: entityName, PolicyDocument: policyText }),
    authorize: (input, call) => onOwnerToChange(call, `Put${owner.title}Policy`, owner, input),
    run(input, call) {
      const { name, permissions } = findOwnerToChange(call, owner, input);
      const document = readPolicy(input.PolicyDocument, "identity");
      change(
        permissions,
        withInlinePolicy(current(permissions), owner.word, name, input.PolicyName, document),
        call.now,
      );
    },
  }),
);
