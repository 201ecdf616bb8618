// sso:ListAccountAssignmentsForPrincipal — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListAccountAssignmentsForPrincipal.html
import { z } from "zod";
import { oneOf, text } from "../input.ts";
import { listPage } from "../page.ts";
import { accountId, define, paging } from "./define.ts";
import { refuseUnknownPrincipal } from "./find.ts";
import { type Assignment, assignmentKey, concerns } from "./instance.ts";
import { showAssignment } from "./show.ts";

/** Of a user also those that come by a group, as its answer says with the group's id. */
export const listAccountAssignmentsForPrincipal = define({
  name: "ListAccountAssignmentsForPrincipal",
  readOnly: true,
  input: {
    PrincipalType: oneOf(["USER", "GROUP"]),
    PrincipalId: text({ min: 1, max: 47 }),
    Filter: z.strictObject({ AccountId: accountId.optional() }).optional(),
    ...paging,
  },
  run({ PrincipalType, PrincipalId, Filter, ...page }, { assignments }, { world }) {
    refuseUnknownPrincipal(world, PrincipalType, PrincipalId);
    const theirs = [...assignments.values()].filter(
      (one) => concerns(world, one, PrincipalType, PrincipalId) && (Filter?.AccountId ?? one.account) === one.account,
    );
    const keyOf = ({ permissionSet, account, principalType, principalId }: Assignment) =>
      assignmentKey(permissionSet.arn, account, principalType, principalId);
    return listPage("AccountAssignments", theirs, keyOf, showAssignment, page);
  },
});
