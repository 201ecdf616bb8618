// identitystore:DescribeGroup — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_DescribeGroup.html
import { define, groupArn, resourceId } from "./define.ts";
import { findGroup } from "./find.ts";
import { showGroup } from "./show.ts";

export const describeGroup = define({
  name: "DescribeGroup",
  readOnly: true,
  input: { GroupId: resourceId },
  resources: ({ GroupId }) => [groupArn(GroupId)],
  run: ({ GroupId }, store) => showGroup(store, findGroup(store, GroupId)),
});
