// sso:PutInlinePolicyToPermissionSet, GetInlinePolicyForPermissionSet, DeleteInlinePolicyFromPermissionSet — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PutInlinePolicyToPermissionSet.html
import { readPolicy } from "../iam/write-policy.ts";
import { text } from "../input.ts";
import { changing } from "./change.ts";
import { define, permissionSetArn } from "./define.ts";
import { findPermissionSet } from "./find.ts";

/** The one there is, if any, is replaced whole: whoever adds a statement must read the policy first. */
export const putInlinePolicyToPermissionSet = changing({
  name: "PutInlinePolicyToPermissionSet",
  input: { InlinePolicy: text({ min: 1, max: 32_768 }) },
  apply(set, { InlinePolicy }) {
    set.inlinePolicy = readPolicy(InlinePolicy, "identity", "ValidationException");
  },
});

export const deleteInlinePolicyFromPermissionSet = changing({
  name: "DeleteInlinePolicyFromPermissionSet",
  input: {},
  apply(set) {
    set.inlinePolicy = undefined;
  },
});

/** An empty text where there is none. */
export const getInlinePolicyForPermissionSet = define({
  name: "GetInlinePolicyForPermissionSet",
  readOnly: true,
  input: { PermissionSetArn: permissionSetArn },
  run: ({ PermissionSetArn }, instance) => ({
    InlinePolicy: findPermissionSet(instance, PermissionSetArn).inlinePolicy?.text ?? "",
  }),
});
