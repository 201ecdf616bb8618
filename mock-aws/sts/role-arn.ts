// The role that an ARN in a call to STS names.
import { AwsError } from "../aws-error.ts";
import type { Role } from "../iam/entities.ts";
import { iam } from "../iam/state.ts";
import type { World } from "../world.ts";

const ROLE_ARN = /^arn:(aws[\w-]*):iam::(\d{12}):role(\/(?:[\u0021-\u007E]+\/)?)([\w+=,.@-]+)$/;

export type NamedRole = { readonly arn: string; readonly account: string; readonly role: Role | undefined };

/** Undefined role where there is none: STS says AccessDenied then, and not that it does not exist. */
export function roleByArn(world: World, arn: string): NamedRole {
  const parts = ROLE_ARN.exec(arn);
  if (!parts) throw new AwsError("ValidationError", `${arn} is invalid`, 400);
  const [, , account = "", , name = ""] = parts;
  if (!world.accounts.has(account)) return { arn, account, role: undefined };
  const role = iam(world, account).roles.get(name.toLowerCase());
  return { arn, account, role: role?.arn === arn ? role : undefined };
}
