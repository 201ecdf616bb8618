// sso:ProvisionPermissionSet — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ProvisionPermissionSet.html
import { AwsError } from "../aws-error.ts";
import { oneOf } from "../input.ts";
import { accountId, define, permissionSetArn } from "./define.ts";
import { findPermissionSet, refuseUnknownAccount } from "./find.ts";
import { provision } from "./provision.ts";
import { begin } from "./requests.ts";
import { showRequest } from "./show.ts";

/** Only now do changes of the permission set reach its roles, and the sessions of these. */
export const provisionPermissionSet = define({
  name: "ProvisionPermissionSet",
  readOnly: false,
  input: {
    PermissionSetArn: permissionSetArn,
    TargetType: oneOf(["AWS_ACCOUNT", "ALL_PROVISIONED_ACCOUNTS"]),
    TargetId: accountId.optional(),
  },
  run({ PermissionSetArn, TargetType, TargetId }, instance, { world }) {
    const set = findPermissionSet(instance, PermissionSetArn);
    const isOne = TargetType === "AWS_ACCOUNT";
    if (isOne !== (TargetId !== undefined)) {
      const message = isOne ? "TargetId is required for AWS_ACCOUNT" : `TargetId must not be given for ${TargetType}`;
      throw new AwsError("ValidationException", message, 400);
    }
    if (TargetId !== undefined) refuseUnknownAccount(world, TargetId);
    const facts = {
      kind: "provisioning",
      permissionSetArn: set.arn,
      ...(TargetId === undefined ? {} : { account: TargetId }),
    } as const;
    const request = begin(world, instance, facts, () => {
      for (const account of TargetId === undefined ? [...set.provisioned.keys()] : [TargetId])
        provision(world, instance, set, account);
    });
    return { PermissionSetProvisioningStatus: showRequest(request) };
  },
});
