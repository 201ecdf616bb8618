// organizations:ListOrganizationalUnitsForParent — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListOrganizationalUnitsForParent.html
import { text } from "../input.ts";
import { define, listPage, paging } from "./define.ts";
import { refuseUnknownParent } from "./find.ts";
import { showUnit } from "./show.ts";

export const listOrganizationalUnitsForParent = define({
  name: "ListOrganizationalUnitsForParent",
  readOnly: true,
  input: { ...paging, ParentId: text({ max: 100 }) },
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
