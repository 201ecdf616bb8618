// identitystore:DescribeUser — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_DescribeUser.html
import { define, resourceId, userArn } from "./define.ts";
import { findPerson } from "./find.ts";
import { showPerson } from "./show.ts";

export const describeUser = define({
  name: "DescribeUser",
  readOnly: true,
  input: { UserId: resourceId },
  resources: ({ UserId }) => [userArn(UserId)],
  run: ({ UserId }, store) => showPerson(store, findPerson(store, UserId)),
});
