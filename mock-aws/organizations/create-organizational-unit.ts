// organizations:CreateOrganizationalUnit — https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html
import { AwsError } from "../aws-error.ts";
import { equip } from "./attach.ts";
import { define } from "./define.ts";
import { refuseTakenUnit, refuseUnknownParent } from "./find.ts";
import { parentId, tags, unitName } from "./input.ts";
import { type Organization, short, type Unit } from "./organization.ts";
import { showUnit } from "./show.ts";
import { setTags } from "./tags.ts";

export const createOrganizationalUnit = define({
  name: "CreateOrganizationalUnit",
  readOnly: false,
  input: { ParentId: parentId, Name: unitName, Tags: tags.optional() },
  about: ({ ParentId }) => [ParentId],
  run({ ParentId, Name, Tags }, org, { world }) {
    refuseUnknownParent(org, ParentId);
    refuseTakenUnit(org, ParentId, Name);
    refuseDeep(org, ParentId);
    const id = `ou-${org.root.id.slice(2)}-${short(world.random, 8)}`;
    const unit: Unit = { id, name: Name, parent: ParentId };
    org.units.set(id, unit);
    equip(world, id);
    setTags(org, id, Tags);
    return { OrganizationalUnit: showUnit(org, unit) };
  },
});

/** Units under units under the root: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const DEEPEST = 5;

function refuseDeep(org: Organization, parent: string): void {
  let depth = 1;
  for (let unit = org.units.get(parent); unit; unit = org.units.get(unit.parent)) depth++;
  if (depth <= DEEPEST) return;
  throw new AwsError("ConstraintViolationException", "You have reached the maximum depth of the OU tree.", 400, {
    Reason: "OU_DEPTH_LIMIT_EXCEEDED",
  });
}
