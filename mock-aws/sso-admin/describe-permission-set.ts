// sso:DescribePermissionSet — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DescribePermissionSet.html
import { define, permissionSetArn } from "./define.ts";
import { findPermissionSet } from "./find.ts";
import { showPermissionSet } from "./show.ts";

export const describePermissionSet = define({
  name: "DescribePermissionSet",
  readOnly: true,
  input: { PermissionSetArn: permissionSetArn },
  run: ({ PermissionSetArn }, instance) => ({
    PermissionSet: showPermissionSet(findPermissionSet(instance, PermissionSetArn)),
  }),
});
