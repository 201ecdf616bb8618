// sso:CreateAccountAssignment, DeleteAccountAssignment — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html
import { AwsError } from "../aws-error.ts";
import { oneOf, text } from "../input.ts";
import { accountId, define, permissionSetArn } from "./define.ts";
import { findPermissionSet, refuseUnknownAccount, refuseUnknownPrincipal } from "./find.ts";
import { type Assignment, assignmentKey, assignmentsOf } from "./instance.ts";
import { provision, unprovision } from "./provision.ts";
import { begin } from "./requests.ts";
import { showRequest } from "./show.ts";

const ASSIGNMENT = {
  PermissionSetArn: permissionSetArn,
  PrincipalType: oneOf(["USER", "GROUP"]),
  PrincipalId: text({ min: 1, max: 47 }),
  TargetId: accountId,
  TargetType: oneOf(["AWS_ACCOUNT"]),
};

/** "The specified permission set will automatically be provisioned to the account"; what is assigned stays assigned. */
export const createAccountAssignment = define({
  name: "CreateAccountAssignment",
  readOnly: false,
  input: ASSIGNMENT,
  run(wish, instance, { world }) {
    const permissionSet = findPermissionSet(instance, wish.PermissionSetArn);
    refuseUnknownAccount(world, wish.TargetId);
    refuseUnknownPrincipal(world, wish.PrincipalType, wish.PrincipalId);
    const assignment: Assignment = {
      account: wish.TargetId,
      permissionSet,
      principalType: wish.PrincipalType,
      principalId: wish.PrincipalId,
    };
    const request = begin(world, instance, factsOf("creation", assignment), () => {
      provision(world, instance, permissionSet, assignment.account);
      instance.assignments.set(keyOf(assignment), assignment);
    });
    return { AccountAssignmentCreationStatus: showRequest(request) };
  },
});

export const deleteAccountAssignment = define({
  name: "DeleteAccountAssignment",
  readOnly: false,
  input: ASSIGNMENT,
  run(wish, instance, { world }) {
    const permissionSet = findPermissionSet(instance, wish.PermissionSetArn);
    const assignment: Assignment = {
      account: wish.TargetId,
      permissionSet,
      principalType: wish.PrincipalType,
      principalId: wish.PrincipalId,
    };
    const request = begin(world, instance, factsOf("deletion", assignment), () => {
      if (!instance.assignments.delete(keyOf(assignment)))
        throw new AwsError("NoSuchEntity", "Assignment not found.", 404);
      const isLast = assignmentsOf(instance, permissionSet, assignment.account).length === 0;
      if (isLast) unprovision(world, permissionSet, assignment.account);
    });
    return { AccountAssignmentDeletionStatus: showRequest(request) };
  },
});

function keyOf({ permissionSet, account, principalType, principalId }: Assignment): string {
  return assignmentKey(permissionSet.arn, account, principalType, principalId);
}

function factsOf(kind: "creation" | "deletion", assignment: Assignment) {
  const { account, permissionSet, principalType: type, principalId: id } = assignment;
  return { kind, account, permissionSetArn: permissionSet.arn, principal: { type, id } };
}
