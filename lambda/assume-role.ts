// A session of the responder's role in another account, or in words why there is none.
import { AssumeRoleCommand, type Credentials } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity } from "@smithy/types";
import type { Aws } from "./aws.ts";

export type AssumedRole = {
  readonly account: string;
  /** The role's name, with its path where it has one: `security/credential-leak-responder-member`. */
  readonly role: string;
  readonly externalId?: string | undefined;
};

/** Told to everybody who reads the other account's trail. */
const SESSION_NAME = "credential-leak-responder";

export function assumedRoleArn({ account, role, partition }: AssumedRole & { readonly partition: string }): string {
  return `arn:${partition}:iam::${account}:role/${role}`;
}

/** Rejects with an error that says what to do. */
export async function assumeRole(
  home: Pick<Aws, "sts">,
  where: AssumedRole & { readonly partition: string },
  seconds: number,
): Promise<AwsCredentialIdentity> {
  const RoleArn = assumedRoleArn(where);
  const { externalId: ExternalId } = where;
  const answer = await home.sts
    .send(
      new AssumeRoleCommand({
        RoleArn,
        RoleSessionName: SESSION_NAME,
        DurationSeconds: seconds,
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
