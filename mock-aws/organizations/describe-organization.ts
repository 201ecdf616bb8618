// organizations:DescribeOrganization — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
import { define } from "./define.ts";
import { showOrganization } from "./show.ts";

export const describeOrganization = define({
  name: "DescribeOrganization",
  readOnly: true,
  membersToo: true,
  input: {},
  run: (_input, org) => ({ Organization: showOrganization(org) }),
});
