// organizations:MoveAccount — https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html
import { AwsError } from "../aws-error.ts";
import { change, current } from "../propagation.ts";
import { define } from "./define.ts";
import { findMember } from "./find.ts";
import { accountId, parentId } from "./input.ts";

export const moveAccount = define({
  name: "MoveAccount",
  readOnly: false,
  input: {
    AccountId: accountId,
    SourceParentId: parentId,
    DestinationParentId: parentId,
  },
  about: ({ AccountId, SourceParentId, DestinationParentId }) => [AccountId, SourceParentId, DestinationParentId],
  run({ AccountId, SourceParentId, DestinationParentId }, org, { now }) {
    const member = findMember(org, AccountId);
    if (current(member.parent) !== SourceParentId) {
      throw new AwsError(
        "SourceParentNotFoundException",
        "We can't find a source root or OU with the ParentId that you specified.",
        400,
      );
    }
    if (DestinationParentId !== org.root.id && !org.units.has(DestinationParentId)) {
      throw new AwsError(
        "DestinationParentNotFoundException",
        "We can't find the destination container (a root or OU) with the ParentId that you specified.",
        400,
      );
    }
    if (DestinationParentId === SourceParentId) {
      const message = "That account is already present in the specified destination.";
      throw new AwsError("DuplicateAccountException", message, 400);
    }
    change(member.parent, DestinationParentId, now);
  },
});
