// iam:AttachUserPolicy, AttachGroupPolicy, AttachRolePolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
import { AwsError } from "../../aws-error.ts";
import { operation } from "../../operation.ts";
import { change, current } from "../../propagation.ts";
import { onOwnerToChange } from "../on-owner.ts";
import { findOwnerToChange, OWNERS, ownerInput } from "../owners.ts";
import { findAttachable, policyArn } from "./find-policy.ts";

/** The default quota of each: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_ATTACHED = 10;

/** Attaching what is attached changes nothing. */
export const attachPolicy = OWNERS.map((owner) =>
  operation({
    name: `Attach${owner.title}Policy`,
    readOnly: false,
    input: ownerInput(owner, { PolicyArn: policyArn }),
    authorize: (input, call) =>
      onOwnerToChange(call, `Attach${owner.title}Policy`, owner, input, { "iam:PolicyARN": input.PolicyArn }),
    run(input, call) {
      const { account, permissions } = findOwnerToChange(call, owner, input);
      const { arn } = findAttachable(call.world, account, input.PolicyArn);
      const { attached, ...rest } = current(permissions);
      if (attached.includes(arn)) return;
      if (attached.length >= MOST_ATTACHED) {
        throw new AwsError("LimitExceeded", `Cannot exceed quota for PoliciesPer${owner.title}: ${MOST_ATTACHED}`, 409);
      }
      change(permissions, { ...rest, attached: [...attached, arn] }, call.now);
    },
  }),
);
