// organizations:ListAccounts — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
import { define, listPage, paging } from "./define.ts";
import { showMember } from "./show.ts";

export const listAccounts = define({
  name: "ListAccounts",
  readOnly: true,
  input: paging,
  run: (input, org) =>
    listPage(
      "Accounts",
      [...org.members.values()],
      ({ id }) => id,
      (member) => showMember(org, member),
      input,
    ),
});
