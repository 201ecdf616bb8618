// identitystore:ListUsers — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_ListUsers.html
import { listPage } from "../page.ts";
import { define, paging, userArn } from "./define.ts";
import { filters, passing } from "./filters.ts";
import { showPerson } from "./show.ts";

export const listUsers = define({
  name: "ListUsers",
  readOnly: true,
  input: { Filters: filters, ...paging },
  resources: () => [userArn("*")],
  run({ Filters, ...page }, store) {
    const users = passing(store.users.values(), "UserName", ({ userName }) => userName, Filters);
    return listPage(
      "Users",
      users,
      ({ id }) => id,
      (user) => showPerson(store, user),
      page,
    );
  },
});
