// organizations:ListChildren — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListChildren.html
import { z } from "zod";
import { current } from "../propagation.ts";
import { define, listPage, paging } from "./define.ts";
import { refuseUnknownParent } from "./find.ts";
import { parentId } from "./input.ts";

export const listChildren = define({
  name: "ListChildren",
  readOnly: true,
  input: { ...paging, ParentId: parentId, ChildType: z.enum(["ACCOUNT", "ORGANIZATIONAL_UNIT"]) },
  about: ({ ParentId }) => [ParentId],
  run({ ParentId, ChildType, ...page }, org) {
    refuseUnknownParent(org, ParentId);
    const accounts = [...org.members.values()].filter(({ parent }) => current(parent) === ParentId);
    const units = [...org.units.values()].filter(({ parent }) => parent === ParentId);
    const ids = (ChildType === "ACCOUNT" ? accounts : units).map(({ id }) => id);
    return listPage(
      "Children",
      ids,
      (id) => id,
      (Id) => ({ Id, Type: ChildType }),
      page,
    );
  },
});
