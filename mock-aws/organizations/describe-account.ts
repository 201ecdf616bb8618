// organizations:DescribeAccount — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeAccount.html
import { text } from "../input.ts";
import { define } from "./define.ts";
import { findMember } from "./find.ts";
import { showMember } from "./show.ts";

export const describeAccount = define({
  name: "DescribeAccount",
  readOnly: true,
  input: { AccountId: text({ pattern: /\d{12}/ }) },
  run: ({ AccountId }, org) => ({ Account: showMember(org, findMember(org, AccountId)) }),
});
