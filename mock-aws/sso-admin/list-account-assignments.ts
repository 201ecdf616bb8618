// sso:ListAccountAssignments — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListAccountAssignments.html
import { listPage } from "../page.ts";
import { accountId, define, paging, permissionSetArn } from "./define.ts";
import { findPermissionSet } from "./find.ts";
import { assignmentsOf } from "./instance.ts";
import { showAssignment } from "./show.ts";

export const listAccountAssignments = define({
  name: "ListAccountAssignments",
  readOnly: true,
  input: { AccountId: accountId, PermissionSetArn: permissionSetArn, ...paging },
  run({ AccountId, PermissionSetArn, ...page }, instance) {
    const assignments = assignmentsOf(instance, findPermissionSet(instance, PermissionSetArn), AccountId);
    return listPage("AccountAssignments", assignments, ({ principalId }) => principalId, showAssignment, page);
  },
});
