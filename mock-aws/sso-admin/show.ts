// Permission sets, assignments and requests as IAM Identity Center's answers show them.
import type { Assignment, PermissionSet, Request } from "./instance.ts";

export function showPermissionSet(set: PermissionSet) {
  return {
    Name: set.name,
    PermissionSetArn: set.arn,
    ...(set.description === undefined ? {} : { Description: set.description }),
    CreatedDate: new Date(set.createdAt),
    SessionDuration: set.sessionDuration,
    ...(set.relayState === undefined ? {} : { RelayState: set.relayState }),
  };
}

export function showAssignment({ account, permissionSet, principalType, principalId }: Assignment) {
  return {
    AccountId: account,
    PermissionSetArn: permissionSet.arn,
    PrincipalType: principalType,
    PrincipalId: principalId,
  };
}

/** In a list. */
export function showRequestHead({ status, id, createdAt }: Request) {
  return { Status: status, RequestId: id, CreatedDate: new Date(createdAt) };
}

export function showRequest(request: Request) {
  const { kind, account, principal, permissionSetArn, failureReason } = request;
  const target = kind === "provisioning" ? { AccountId: account } : { TargetId: account, TargetType: "AWS_ACCOUNT" };
  return {
    ...showRequestHead(request),
    ...target,
    PermissionSetArn: permissionSetArn,
    ...(principal ? { PrincipalType: principal.type, PrincipalId: principal.id } : {}),
    ...(failureReason === undefined ? {} : { FailureReason: failureReason }),
  };
}
