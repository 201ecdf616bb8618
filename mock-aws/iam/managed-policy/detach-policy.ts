// iam:DetachUserPolicy, DetachGroupPolicy, DetachRolePolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html
import { AwsError } from "../../aws-error.ts";
import { operation } from "../../operation.ts";
import { change, current } from "../../propagation.ts";
import { onOwnerToChange } from "../on-owner.ts";
import { findOwnerToChange, OWNERS, ownerInput } from "../owners.ts";
import { policyArn } from "./find-policy.ts";

export const detachPolicy = OWNERS.map((owner) =>
  operation({
    name: `Detach${owner.title}Policy`,
    readOnly: false,
    input: ownerInput(owner, { PolicyArn: policyArn }),
    authorize: (input, call) =>
      onOwnerToChange(call, `Detach${owner.title}Policy`, owner, input, { "iam:PolicyARN": input.PolicyArn }),
    run(input, call) {
      const { permissions } = findOwnerToChange(call, owner, input);
      const { attached, ...rest } = current(permissions);
      if (!attached.includes(input.PolicyArn)) {
        throw new AwsError("NoSuchEntity", `Policy ${input.PolicyArn} was not found.`, 404);
      }
      change(permissions, { ...rest, attached: attached.filter((arn) => arn !== input.PolicyArn) }, call.now);
    },
  }),
);
