// organizations:DescribeAccount — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeAccount.html
import { define } from "./define.ts";
import { findMember } from "./find.ts";
import { accountId } from "./input.ts";
import { showMember } from "./show.ts";

export const describeAccount = define({
  name: "DescribeAccount",
  readOnly: true,
  input: { AccountId: accountId },
  about: ({ AccountId }) => [AccountId],
  run: ({ AccountId }, org) => ({ Account: showMember(org, findMember(org, AccountId)) }),
});
