// organizations:CreateOrganizationalUnit — https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { equip } from "./attach.ts";
import { define } from "./define.ts";
import { refuseUnknownParent } from "./find.ts";
import { short, type Unit } from "./organization.ts";
import { showUnit } from "./show.ts";

export const createOrganizationalUnit = define({
  name: "CreateOrganizationalUnit",
  readOnly: false,
  input: { ParentId: text({ max: 100 }), Name: text({ min: 1, max: 128 }) },
  run({ ParentId, Name }, org, { world }) {
    refuseUnknownParent(org, ParentId);
    if ([...org.units.values()].some(({ parent, name }) => parent === ParentId && name === Name)) {
      throw new AwsError("DuplicateOrganizationalUnitException", "An OU with the same name already exists.", 400);
    }
    const id = `ou-${org.root.id.slice(2)}-${short(world.random, 8)}`;
    const unit: Unit = { id, name: Name, parent: ParentId };
    org.units.set(id, unit);
    equip(world, id);
    return { OrganizationalUnit: showUnit(org, unit) };
  },
});
