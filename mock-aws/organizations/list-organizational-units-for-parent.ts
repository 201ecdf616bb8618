// organizations:ListOrganizationalUnitsForParent — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListOrganizationalUnitsForParent.html
import { define, listPage, paging } from "./define.ts";
import { refuseUnknownParent } from "./find.ts";
import { parentId } from "./input.ts";
import { showUnit } from "./show.ts";

export const listOrganizationalUnitsForParent = define({
  name: "ListOrganizationalUnitsForParent",
  readOnly: true,
  input: { ...paging, ParentId: parentId },
  about: ({ ParentId }) => [ParentId],
  run(input, org) {
    refuseUnknownParent(org, input.ParentId);
    const units = [...org.units.values()].filter(({ parent }) => parent === input.ParentId);
    return listPage(
      "OrganizationalUnits",
      units,
      ({ id }) => id,
      (unit) => showUnit(org, unit),
      input,
    );
  },
});
