// organizations:DescribeOrganizationalUnit — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganizationalUnit.html
import { text } from "../input.ts";
import { define } from "./define.ts";
import { findUnit } from "./find.ts";
import { showUnit } from "./show.ts";

export const describeOrganizationalUnit = define({
  name: "DescribeOrganizationalUnit",
  readOnly: true,
  input: { OrganizationalUnitId: text({ max: 68 }) },
  run: ({ OrganizationalUnitId }, org) => ({ OrganizationalUnit: showUnit(org, findUnit(org, OrganizationalUnitId)) }),
});
