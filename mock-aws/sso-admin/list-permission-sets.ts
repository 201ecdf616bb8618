// sso:ListPermissionSets — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListPermissionSets.html
import { listPage } from "../page.ts";
import { define, paging } from "./define.ts";

export const listPermissionSets = define({
  name: "ListPermissionSets",
  readOnly: true,
  input: paging,
  run(page, { permissionSets }) {
    const arns = [...permissionSets.keys()];
    const itself = (arn: string) => arn;
    return listPage("PermissionSets", arns, itself, itself, page);
  },
});
