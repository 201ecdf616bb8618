// organizations:DeleteOrganizationalUnit — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeleteOrganizationalUnit.html
import { AwsError } from "../aws-error.ts";
import { current } from "../propagation.ts";
import { set } from "./attach.ts";
import { define } from "./define.ts";
import { findUnit } from "./find.ts";
import { unitId } from "./input.ts";

export const deleteOrganizationalUnit = define({
  name: "DeleteOrganizationalUnit",
  readOnly: false,
  input: { OrganizationalUnitId: unitId },
  about: ({ OrganizationalUnitId }) => [OrganizationalUnitId],
  run({ OrganizationalUnitId: id }, org, { world }) {
    const unit = findUnit(org, id);
    const hasUnits = [...org.units.values()].some(({ parent }) => parent === id);
    const hasAccounts = [...org.members.values()].some(({ parent }) => current(parent) === id);
    if (hasUnits || hasAccounts) {
      throw new AwsError(
        "OrganizationalUnitNotEmptyException",
        "The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.",
        400,
      );
    }
    org.units.delete(id);
    org.retired.units.set(id, unit);
    set(world, id, []);
  },
});
