// sso:ListInstances, DescribeInstance — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListInstances.html

import { knownMembers } from "../known-members.ts";
import { operation } from "../operation.ts";
import { listPage } from "../page.ts";
import { standingOf } from "./administrators.ts";
import { define, paging } from "./define.ts";
import { type Instance, instance } from "./instance.ts";

function show({ arn, identityStoreId, account, createdAt }: Instance) {
  return {
    InstanceArn: arn,
    IdentityStoreId: identityStoreId,
    OwnerAccountId: account,
    CreatedDate: new Date(createdAt),
    Status: "ACTIVE",
  };
}

/** "Created in or visible to the account calling this API": every account of the organization sees its instance. */
export const listInstances = operation({
  name: "ListInstances",
  readOnly: true,
  input: knownMembers("ListInstances", paging),
  authorize: () => [{ action: "sso:ListInstances", resource: "*" }],
  run(page, { world, caller, region }) {
    const found = instance(world);
    const isVisible = region === found.region && standingOf(world, caller.account) !== "stranger";
    return listPage("Instances", isVisible ? [found] : [], ({ arn }) => arn, show, page);
  },
});

export const describeInstance = define({
  name: "DescribeInstance",
  readOnly: true,
  input: {},
  membersToo: true,
  run: (_wish, found) => show(found),
});
