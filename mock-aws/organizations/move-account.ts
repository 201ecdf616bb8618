// organizations:MoveAccount — https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { change, current } from "../propagation.ts";
import { define } from "./define.ts";
import { findMember, refuseUnknownParent } from "./find.ts";

export const moveAccount = define({
  name: "MoveAccount",
  readOnly: false,
  input: {
    AccountId: text({ pattern: /\d{12}/ }),
    SourceParentId: text({ max: 100 }),
    DestinationParentId: text({ max: 100 }),
  },
  run({ AccountId, SourceParentId, DestinationParentId }, org, { now }) {
    const member = findMember(org, AccountId);
    if (current(member.parent) !== SourceParentId) {
      throw new AwsError(
        "SourceParentNotFoundException",
        "We can't find a source root or OU with the ParentId that you specified.",
        400,
      );
    }
    refuseUnknownParent(org, DestinationParentId);
    change(member.parent, DestinationParentId, now);
  },
});
