// identitystore:DeleteUser — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_DeleteUser.html
import { define, resourceId, userArn } from "./define.ts";
import { findPerson } from "./find.ts";

/** No new sign-ins; sessions in accounts go on until they end: only a deny stops them. */
export const deleteUser = define({
  name: "DeleteUser",
  readOnly: false,
  input: { UserId: resourceId },
  resources: ({ UserId }) => [userArn(UserId)],
  run({ UserId }, store) {
    const { id } = findPerson(store, UserId);
    store.users.delete(id);
    for (const membership of store.memberships.values())
      if (membership.userId === id) store.memberships.delete(membership.id);
    return {};
  },
});
