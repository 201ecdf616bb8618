// Roles that only AWS may edit: a deny cannot be written to them.
//
// Service-linked roles cannot be revoked: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
// Roles of IAM Identity Center answer UnmodifiableEntity; their sessions are denied in the permission set instead.
import type { Guardrail } from "./guardrail.ts";
import { NOT_APPLICABLE, PASS } from "./guardrail.ts";

export const reservedRoles: Guardrail = ({ resolution }) => {
  if (!resolution.found) return NOT_APPLICABLE;
  const { path, name } = resolution.principal;
  if (path.startsWith("/aws-service-role/")) {
    return { is: "refuse", because: `${name} is a service-linked role: AWS allows nobody to revoke its sessions.` };
  }
  if (path.startsWith("/aws-reserved/")) {
    return {
      is: "refuse",
      because: `${name} belongs to IAM Identity Center, and only AWS may edit it. Deny the user in the permission set's inline policy, or end the user's sessions in Identity Center.`,
    };
  }
  return PASS;
};
