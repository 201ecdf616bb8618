// organizations:UpdateOrganizationalUnit — https://docs.aws.amazon.com/organizations/latest/APIReference/API_UpdateOrganizationalUnit.html
import { define } from "./define.ts";
import { findUnit, refuseTakenUnit } from "./find.ts";
import { unitId, unitName } from "./input.ts";
import { showUnit } from "./show.ts";

/** Its name alone can change. */
export const updateOrganizationalUnit = define({
  name: "UpdateOrganizationalUnit",
  readOnly: false,
  input: { OrganizationalUnitId: unitId, Name: unitName.optional() },
  about: ({ OrganizationalUnitId }) => [OrganizationalUnitId],
  run({ OrganizationalUnitId, Name }, org) {
    const unit = findUnit(org, OrganizationalUnitId);
    if (Name !== undefined && Name !== unit.name) refuseTakenUnit(org, unit.parent, Name);
    unit.name = Name ?? unit.name;
    return { OrganizationalUnit: showUnit(org, unit) };
  },
});
