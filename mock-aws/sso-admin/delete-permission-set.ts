// sso:DeletePermissionSet — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DeletePermissionSet.html
import { AwsError } from "../aws-error.ts";
import { define, permissionSetArn } from "./define.ts";
import { findPermissionSet } from "./find.ts";

export const deletePermissionSet = define({
  name: "DeletePermissionSet",
  readOnly: false,
  input: { PermissionSetArn: permissionSetArn },
  run({ PermissionSetArn }, instance) {
    const { arn, provisioned } = findPermissionSet(instance, PermissionSetArn);
    if (provisioned.size > 0) {
      const message = "Could not delete because PermissionSet has ApplicationProfile associated with it";
      throw new AwsError("ConflictException", message, 400);
    }
    instance.permissionSets.delete(arn);
    return {};
  },
});
