// Credentials in another account: its role is assumed, and the session kept until shortly before it ends.
import { AssumeRoleCommand, type Credentials } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from "@smithy/types";
import type { Aws } from "./aws.ts";

/** What reaching other accounts asks of AWS, on the roles to be assumed there. */
export const REACH_PERMISSIONS = ["sts:AssumeRole"] as const;

export type AssumedRole = {
  readonly account: string;
  /** The role's name, with its path where it has one: `security/credential-leak-responder-member`. */
  readonly role: string;
  readonly externalId?: string | undefined;
};

/** Told to everybody who reads the other account's trail. */
const SESSION_NAME = "credential-leak-responder";

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
    known = await assume(home, where);
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

export function assumedRoleArn({ account, role, partition }: AssumedRole & { readonly partition: string }): string {
  return `arn:${partition}:iam::${account}:role/${role}`;
}

async function assume(home: Pick<Aws, "sts">, where: AssumedRole & { readonly partition: string }) {
  const RoleArn = assumedRoleArn(where);
  const { externalId: ExternalId } = where;
  const answer = await home.sts
    .send(
      new AssumeRoleCommand({
        RoleArn,
        RoleSessionName: SESSION_NAME,
        DurationSeconds: SECONDS,
        ...(ExternalId === undefined ? {} : { ExternalId }),
      }),
    )
    .catch((cause: Error) => {
      throw new Error(refusal(where, RoleArn, cause), { cause });
    });
  return identity(answer.Credentials, RoleArn);
}

function identity(credentials: Credentials | undefined, roleArn: string): AwsCredentialIdentity {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    throw new Error(`STS gave no credentials for ${roleArn}.`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}

/** AWS says the same whether the role is missing, does not trust us, or wants another external id. */
function refusal({ account, externalId }: AssumedRole, roleArn: string, { name, message }: Error): string {
  const id =
    externalId === undefined
      ? "asks for no external id (none is configured)"
      : "asks for the external id that is configured";
  const wayOut =
    name === "AccessDenied"
      ? ` Deploy the role in ${account}, see that it trusts the responder's role and ${id}, and that the responder may assume it.`
      : "";
  return `The account ${account} cannot be reached: ${roleArn} could not be assumed: ${name}: ${message}${wayOut}`;
}
