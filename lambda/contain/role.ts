// A role's leaked session: all sessions issued before the cutoff are denied.
import type { RolePrincipal, Step, Time } from "../model.ts";

export function containRole(role: RolePrincipal, cutoff: Time): readonly Step[] {
  return [
    {
      type: "deny-role-sessions",
      account: role.account,
      roleName: role.name,
      roleArn: role.arn,
      roleId: role.id,
      cutoff,
    },
  ];
}
