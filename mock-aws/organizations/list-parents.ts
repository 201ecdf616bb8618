// organizations:ListParents — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html
import { AwsError } from "../aws-error.ts";
import { current } from "../propagation.ts";
import { define, paging } from "./define.ts";
import { typeOfTarget } from "./find.ts";
import { childId } from "./input.ts";

export const listParents = define({
  name: "ListParents",
  readOnly: true,
  input: { ...paging, ChildId: childId },
  about: ({ ChildId }) => [ChildId],
  run({ ChildId }, org) {
    const member = org.members.get(ChildId);
    const parent = member ? current(member.parent) : org.units.get(ChildId)?.parent;
    if (parent === undefined) {
      throw new AwsError(
        "ChildNotFoundException",
        "We can't find an organizational unit (OU) or AWS account with the ChildId that you specified.",
        400,
      );
    }
    return { Parents: [{ Id: parent, Type: typeOfTarget(org, parent) }] };
  },
});
