// sso:AttachManagedPolicyToPermissionSet, DetachManagedPolicyFromPermissionSet, ListManagedPoliciesInPermissionSet — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AttachManagedPolicyToPermissionSet.html
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { listPage } from "../page.ts";
import { changing } from "./change.ts";
import { define, paging, permissionSetArn } from "./define.ts";
import { findPermissionSet } from "./find.ts";

/** Policies of AWS only; whether there is one of that name shows when the permission set is provisioned. */
const ManagedPolicyArn = text({
  min: 20,
  max: 2048,
  pattern: /arn:aws(-[a-z]{1,5}){0,3}:iam::aws:policy((\/[A-Za-z0-9.,+@=_-]+)*)\/([A-Za-z0-9.,+=@_-]+)/,
});

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html */
const MOST_ATTACHED = 20;

/** The words of all three refusals are [recorded by moto's tests]. */
export const attachManagedPolicyToPermissionSet = changing({
  name: "AttachManagedPolicyToPermissionSet",
  input: { ManagedPolicyArn },
  apply(set, { ManagedPolicyArn: arn }) {
    if (set.managedPolicies.includes(arn)) {
      const message = `Permission set with id ${set.id} already has a typed link attachment to a manged policy with ${arn}`;
      throw new AwsError("ConflictException", message, 400);
    }
    if (set.managedPolicies.length >= MOST_ATTACHED) {
      const message = `You have exceeded AWS SSO limits. Cannot create ManagedPolicy more than ${MOST_ATTACHED} for id ${set.id}. Please refer to https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html`;
      throw new AwsError("ServiceQuotaExceededException", message, 400);
    }
    set.managedPolicies = [...set.managedPolicies, arn];
  },
});

export const detachManagedPolicyFromPermissionSet = changing({
  name: "DetachManagedPolicyFromPermissionSet",
  input: { ManagedPolicyArn },
  apply(set, { ManagedPolicyArn: arn }) {
    if (!set.managedPolicies.includes(arn))
      throw new AwsError("ResourceNotFoundException", `Could not find ManagedPolicy with arn ${arn}`, 400);
    set.managedPolicies = set.managedPolicies.filter((one) => one !== arn);
  },
});

export const listManagedPoliciesInPermissionSet = define({
  name: "ListManagedPoliciesInPermissionSet",
  readOnly: true,
  input: { PermissionSetArn: permissionSetArn, ...paging },
  run({ PermissionSetArn, ...page }, instance) {
    const { managedPolicies } = findPermissionSet(instance, PermissionSetArn);
    const show = (arn: string) => ({ Name: arn.slice(arn.lastIndexOf("/") + 1), Arn: arn });
    return listPage("AttachedManagedPolicies", managedPolicies, (arn) => arn, show, page);
  },
});
