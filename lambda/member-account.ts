// Credentials in another account: its role is assumed, and the session kept until shortly before it ends.
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "@smithy/types";
import { type AssumedRole, assumeRole } from "./assume-role.ts";
import type { Aws } from "./aws.ts";

/** What reaching other accounts asks of AWS, on the roles to be assumed there. */
export const REACH_PERMISSIONS = ["sts:AssumeRole"] as const;

/** The function's own credentials are a role's: an hour is the most that role chaining allows. */
const SECONDS = 3600;
const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * Renewed by the clock that is given, once for all who ask at the same time. The SDK compares expirations with the machine's
 * clock, so it is told one long past: then it asks here each time. A refusal is not remembered: the next call tries again.
 */
export function memberCredentials(
  home: Pick<Aws, "sts">,
  where: AssumedRole & { readonly partition: string },
  now: () => number,
): AwsCredentialIdentityProvider {
  let known: AwsCredentialIdentity | undefined;
  let renewing: Promise<AwsCredentialIdentity> | undefined;
  const isStale = () => known?.expiration === undefined || known.expiration.getTime() - now() < RENEW_BEFORE_MS;
  async function renew(): Promise<AwsCredentialIdentity> {
    known = await assumeRole(home, where, SECONDS);
    return known;
  }
  return async () => {
    if (isStale()) {
      renewing ??= renew().finally(() => {
        renewing = undefined;
      });
      await renewing;
    }
    if (!known) throw new Error(`The credentials of the account ${where.account} were lost.`);
    return { ...known, expiration: new Date(0) };
  };
}
