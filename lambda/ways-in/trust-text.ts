// The trust policies of the contained roles as they are now, and what tells one from another.
import { createHash } from "node:crypto";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { absent } from "../iam-answer.ts";
import type { Places } from "../places.ts";
import { failure, type Gap } from "./gap.ts";
import type { LookedAt } from "./way-in.ts";

export type ContainedRole = {
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  /** `AROA…`: a role made anew under the name is another one. Missing where nobody knows it. */
  readonly id?: string;
};

/** Null where there is none to read; `gap` says why. */
export type TrustText = { readonly role: string; readonly text: string | null; readonly gap?: Gap };

export async function readTrustText(places: Pick<Places, "aws">, role: ContainedRole): Promise<TrustText> {
  const { account, name, arn, id } = role;
  const none = (what: string): TrustText => ({ role: arn, text: null, gap: { what, failed: false } });
  try {
    const aws = await places.aws(account);
    if (!aws) return none(`The trust policy of ${arn} could not be read: the account ${account} is not served.`);
    const found = (await aws.iam.send(new GetRoleCommand({ RoleName: name })).catch(absent))?.Role;
    if (!found) return none(`The role ${arn} is gone: nobody can assume it, unless it is made anew.`);
    if (id !== undefined && found.RoleId !== id)
      return none(
        `The role ${arn} was made anew: it is ${found.RoleId} now, and was not contained. Look at it by hand.`,
      );
    return { role: arn, text: decodeURIComponent(found.AssumeRolePolicyDocument ?? "") };
  } catch (error) {
    return { role: arn, text: null, gap: failure(`The trust policy of ${arn} could not be read`, error) };
  }
}

export function lookedAt({ role, text }: TrustText): LookedAt {
  return { role, trust: text === null ? null : createHash("sha256").update(text).digest("hex") };
}
