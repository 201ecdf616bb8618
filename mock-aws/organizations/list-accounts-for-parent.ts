// organizations:ListAccountsForParent — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
import { current } from "../propagation.ts";
import { define, listPage, paging } from "./define.ts";
import { refuseUnknownParent } from "./find.ts";
import { parentId } from "./input.ts";
import { showMember } from "./show.ts";

export const listAccountsForParent = define({
  name: "ListAccountsForParent",
  readOnly: true,
  input: { ...paging, ParentId: parentId },
  about: ({ ParentId }) => [ParentId],
  run(input, org) {
    refuseUnknownParent(org, input.ParentId);
    const members = [...org.members.values()].filter(({ parent }) => current(parent) === input.ParentId);
    return listPage(
      "Accounts",
      members,
      ({ id }) => id,
      (member) => showMember(org, member),
      input,
    );
  },
});
