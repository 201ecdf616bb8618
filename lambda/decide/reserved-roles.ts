// Roles that only AWS may edit: a deny cannot be written to them.
//
// Service-linked roles cannot be revoked: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
// Those below /aws-reserved/ answer UnmodifiableEntity. Behind Identity Center's a person is looked for before this is asked.
import type { RolePrincipal } from "../model.ts";
import { aboutPrincipal, NOT_APPLICABLE, PASS } from "./guardrail.ts";

export const reservedRoles = aboutPrincipal((principal) => {
  if (principal.kind !== "role") return NOT_APPLICABLE;
  if (principal.path.startsWith("/aws-service-role/")) return { is: "refuse", because: serviceLinked(principal) };
  if (principal.path.startsWith("/aws-reserved/")) {
    return {
      is: "refuse",
      because: `${principal.name} is a role that only AWS may edit: no deny can be written to it.`,
    };
  }
  return PASS;
});

function serviceLinked({ name, path }: RolePrincipal): string {
  const service = path.split("/")[2] ?? "";
  return [
    `${name} is a service-linked role of ${service}: AWS allows nobody to revoke its sessions.`,
    "Only that service uses it. Remove from the service what you do not know, tell AWS Support, and where the service is not needed:",
    `aws iam delete-service-linked-role --role-name ${name}`,
  ].join(" ");
}
