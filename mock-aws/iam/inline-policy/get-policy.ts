// iam:GetUserPolicy, GetGroupPolicy, GetRolePolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onOwner } from "../on-owner.ts";
import { findOwner, OWNERS, ownerInput } from "../owners.ts";
import { encodePolicy } from "../show.ts";
import { findInline } from "./find-inline.ts";

export const getPolicy = OWNERS.map((owner) =>
  operation({
    name: `Get${owner.title}Policy`,
    readOnly: true,
    input: ownerInput(owner, { PolicyName: entityName }),
    authorize: (input, call) => onOwner(call, `Get${owner.title}Policy`, owner, input),
    run(input, call) {
      const entity = findOwner(call, owner, input);
      const { text } = findInline(entity, owner, input.PolicyName);
      return { [owner.member]: entity.name, PolicyName: input.PolicyName, PolicyDocument: encodePolicy(text) };
    },
  }),
);
