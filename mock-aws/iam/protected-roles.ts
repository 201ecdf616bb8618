// Roles that AWS keeps to itself and refuses to have edited.
import { AwsError } from "../aws-error.ts";
import type { Role } from "./entities.ts";

/** Service-linked roles, and those that IAM Identity Center provisions. */
const KEPT_BY_AWS = ["/aws-service-role/", "/aws-reserved/"];

export function refuseUnmodifiable(role: Role): void {
  if (!KEPT_BY_AWS.some((path) => role.path.startsWith(path))) return;
  const message = `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`;
  throw new AwsError("UnmodifiableEntity", message, 400);
}

/** Their paths are AWS's too. */
export function refuseReservedPath(path: string): void {
  if (!KEPT_BY_AWS.some((kept) => path.startsWith(kept))) return;
  throw new AwsError("ValidationError", `Role path ${path} is reserved for AWS.`, 400);
}
