// The credential of a compromised instance or function.
import type { Credential } from "./credential.ts";
import { INSTANCE_ID, onlyIf } from "./names.ts";
import { suspectOfArn } from "./suspect-of-arn.ts";

export type Instance = {
  /** `i-…`, or an ARN that ends in it. */
  readonly id: string | undefined;
  readonly profileArn: string | undefined;
  readonly account: string;
  /** Where the event comes from, if that is known. */
  readonly region?: string;
};

/**
 * The profile where it is named and of the same account, else the instance: its profile can be asked for. A profile's ARN
 * of another account is no name here, for an instance's profile is always of its own account.
 */
export function credentialOfInstance({ id, profileArn, account, region }: Instance): Credential | undefined {
  const instance = onlyIf(INSTANCE_ID, id?.split("/").at(-1));
  const profile = suspectOfArn(profileArn, region);
  if (profile?.account === account && profile.principal.kind === "instance-profile") {
    const { name } = profile.principal;
    return { account, principal: { kind: "instance-profile", name, ...(instance ? { instance } : {}) } };
  }
  return instance ? { account, principal: { kind: "instance", id: instance } } : undefined;
}

/** A function's execution role is of the function's account (https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html). */
export function credentialOfFunction(
  roleArn: string | undefined,
  account: string,
  region?: string,
): Credential | undefined {
  const role = suspectOfArn(roleArn, region);
  if (role?.account !== account || role.principal.kind !== "role") return undefined;
  return { account, principal: role.principal };
}
