// How a role's session begins: where it comes from, and how long it may last.
import { AwsError } from "../aws-error.ts";
import type { Caller } from "../caller.ts";
import type { RoleSessionOrigin } from "../credential.ts";
import type { Role } from "../iam/entities.ts";
import type { Call } from "../operation.ts";

const CHAINED_LONGEST = 3600;

/** Root may not assume roles: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function originOf({ caller }: Call): RoleSessionOrigin {
  if (caller.principal.type === "root")
    throw new AwsError("AccessDenied", "Roles may not be assumed by root accounts.", 403);
  return { by: caller.principal.type === "role-session" ? "role" : "user" };
}

/**
 * Seconds. A session opened with temporary credentials lasts an hour at most, whatever the role allows: AWS counts
 * those of GetSessionToken as role chaining too [published by several who tried].
 */
export function sessionSeconds(wish: number | undefined, role: Role, { credential }: Caller): number {
  const seconds = wish ?? CHAINED_LONGEST;
  if (credential.kind === "temporary" && seconds > CHAINED_LONGEST) {
    const message =
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.";
    throw new AwsError("ValidationError", message, 400);
  }
  if (seconds > role.maxSessionDuration) {
    const message = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    throw new AwsError("ValidationError", message, 400);
  }
  return seconds;
}
