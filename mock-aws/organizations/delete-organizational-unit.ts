// organizations:DeleteOrganizationalUnit — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeleteOrganizationalUnit.html
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { current } from "../propagation.ts";
import { set } from "./attach.ts";
import { define } from "./define.ts";
import { findUnit } from "./find.ts";

export const deleteOrganizationalUnit = define({
  name: "DeleteOrganizationalUnit",
  readOnly: false,
  input: { OrganizationalUnitId: text({ max: 68 }) },
  run({ OrganizationalUnitId: id }, org, { world }) {
    findUnit(org, id);
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
    set(world, id, []);
  },
});
