// The instance profile that a request names, and the right to hand its role to EC2.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import type { InstanceProfile } from "../iam/entities.ts";
import { iam } from "../iam/state.ts";
import type { Access, Call } from "../operation.ts";

export const profileWish = z.object({ Name: z.string().optional(), Arn: z.string().optional() });

type Wish = z.output<typeof profileWish>;

/** Throws InvalidParameterValue where there is none of that name or ARN in the caller's account. */
export function profileOf({ Name, Arn }: Wish, { world, caller }: Call): InstanceProfile {
  if (Name !== undefined && Arn !== undefined) {
    const message =
      "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'";
    throw new AwsError("InvalidParameterCombination", message, 400);
  }
  const name = Name ?? Arn?.slice(Arn.lastIndexOf("/") + 1) ?? "";
  const profile = iam(world, caller.account).instanceProfiles.get(name.toLowerCase());
  const isMeant = profile && (Name === undefined ? profile.arn === Arn : profile.name === Name);
  if (isMeant) return profile;
  const [member, what] = Name === undefined ? ["arn", "ARN"] : ["name", "name"];
  const message = `Value (${Name ?? Arn ?? ""}) for parameter iamInstanceProfile.${member} is invalid. Invalid IAM Instance Profile ${what}`;
  throw new AwsError("InvalidParameterValue", message, 400);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export function passRole(wish: Wish, instance: string, call: Call): readonly Access[] {
  const { role } = profileOf(wish, call);
  if (!role) return [];
  const context = { "iam:PassedToService": "ec2.amazonaws.com", "iam:AssociatedResourceArn": instance };
  return [{ action: "iam:PassRole", resource: role.arn, context }];
}

/** EC2 takes no profile that is empty. */
export function refuseWithoutRole({ role, arn }: InstanceProfile): void {
  if (role) return;
  throw new AwsError("InvalidParameterValue", `IAM Instance Profile "${arn}" has no associated IAM Roles`, 400);
}
