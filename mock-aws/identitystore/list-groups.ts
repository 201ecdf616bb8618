// identitystore:ListGroups — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_ListGroups.html
import { listPage } from "../page.ts";
import { define, groupArn, paging } from "./define.ts";
import { filters, passing } from "./filters.ts";
import { showGroup } from "./show.ts";

export const listGroups = define({
  name: "ListGroups",
  readOnly: true,
  input: { Filters: filters, ...paging },
  resources: () => [groupArn("*")],
  run({ Filters, ...page }, store) {
    const groups = passing(store.groups.values(), "DisplayName", ({ displayName }) => displayName, Filters);
    return listPage(
      "Groups",
      groups,
      ({ id }) => id,
      (group) => showGroup(store, group),
      page,
    );
  },
});
