// organizations:DescribeOrganizationalUnit — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganizationalUnit.html
import { define } from "./define.ts";
import { findUnit } from "./find.ts";
import { unitId } from "./input.ts";
import { showUnit } from "./show.ts";

export const describeOrganizationalUnit = define({
  name: "DescribeOrganizationalUnit",
  readOnly: true,
  input: { OrganizationalUnitId: unitId },
  about: ({ OrganizationalUnitId }) => [OrganizationalUnitId],
  run: ({ OrganizationalUnitId }, org) => ({ OrganizationalUnit: showUnit(org, findUnit(org, OrganizationalUnitId)) }),
});
