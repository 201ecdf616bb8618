// A person of IAM Identity Center: denied in the permission set, since only AWS may edit the role that it has made.
import type { IdentityCenterPrincipal } from "../model.ts";
import type { Step } from "../steps.ts";
import type { Wish } from "./wish.ts";

export function containIdentityCenterUser({ principal, cutoff }: Wish<IdentityCenterPrincipal>): readonly Step[] {
  const { account, region, instanceArn, permissionSetArn, userId } = principal.administration;
  return [
    {
      type: "deny-permission-set",
      account,
      region,
      instanceArn,
      permissionSetArn,
      userId,
      memberAccount: principal.account,
      roleName: principal.name,
      cutoff,
    },
  ];
}
