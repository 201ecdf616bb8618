// One resource of a finding in AWS's Security Finding Format, and whose credential it is.
import * as z from "zod";
import type { Credential } from "../fields/credential.ts";
import { ACCESS_KEY_ID, lenientAccount, onlyIf, UNIQUE_ID } from "../fields/names.ts";
import { type Read, reader } from "../fields/reader.ts";
import { isGenerated } from "../fields/sample.ts";
import { suspectOf } from "../fields/suspect.ts";
import { suspectOfArn } from "../fields/suspect-of-arn.ts";
import { lenientText } from "../fields/text.ts";
import { lenientTime } from "../fields/time.ts";
import { credentialOfFunction, credentialOfInstance } from "../fields/workload.ts";

type Named = Credential & { readonly sample: boolean };

const accessKey = () =>
  z.object({
    AccessKeyId: lenientText,
    AccountId: lenientAccount,
    PrincipalId: lenientText,
    PrincipalName: lenientText,
    PrincipalType: lenientText,
    /** PrincipalName's older name. */
    UserName: lenientText,
    SessionContext: z
      .object({
        Attributes: z.object({ CreationDate: lenientTime }).optional().catch(undefined),
        SessionIssuer: z
          .object({ Type: lenientText, UserName: lenientText, AccountId: lenientAccount })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
  });

/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resources.html */
const resource = reader(() =>
  z.object({
    Type: z.string(),
    Id: lenientText,
    Details: z
      .object({
        AwsIamAccessKey: accessKey().optional().catch(undefined),
        AwsIamRole: z.object({ RoleId: lenientText }).optional().catch(undefined),
        AwsIamUser: z.object({ UserId: lenientText }).optional().catch(undefined),
        AwsEc2Instance: z.object({ IamInstanceProfileArn: lenientText }).optional().catch(undefined),
        AwsLambdaFunction: z.object({ Role: lenientText }).optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
);

type Resource = Read<typeof resource>;

const READERS: Readonly<
  Record<string, (resource: Resource, account: string, region: string) => Credential | undefined>
> = {
  AwsIamAccessKey: credentialOfKey,
  AwsIamRole: ({ Id, Details }, ...place) => byArn("role", Id, Details?.AwsIamRole?.RoleId, ...place),
  AwsIamUser: ({ Id, Details }, ...place) => byArn("user", Id, Details?.AwsIamUser?.UserId, ...place),
  AwsEc2Instance: ({ Id, Details }, account, region) =>
    credentialOfInstance({ id: Id, profileArn: Details?.AwsEc2Instance?.IamInstanceProfileArn, account, region }),
  AwsLambdaFunction: ({ Details }, ...place) => credentialOfFunction(Details?.AwsLambdaFunction?.Role, ...place),
};

/** In the order of how directly they name a credential. */
export const IAM_RESOURCES: readonly string[] = ["AwsIamAccessKey", "AwsIamRole", "AwsIamUser"];
export const WORKLOAD_RESOURCES: readonly string[] = ["AwsEc2Instance", "AwsLambdaFunction"];

/** Undefined for a resource of another type, or one that names nobody. `account` is the finding's, `region` the event's. */
export function credentialOfResource(value: unknown, type: string, account: string, region: string): Named | undefined {
  const read = resource(value).data;
  if (read?.Type !== type || !Object.hasOwn(READERS, type)) return undefined;
  const credential = READERS[type]?.(read, account, region);
  const key = read.Details?.AwsIamAccessKey;
  const sample = [keyIdOf(read), key?.PrincipalId, key?.PrincipalType].some(isGenerated);
  return credential && { ...credential, sample };
}

/** The id is `AWS::IAM::AccessKey:ASIA…`, and `AWS::IAM::AccessKey:null` where the product knows none. */
function keyIdOf({ Id, Details }: Resource): string | undefined {
  return Details?.AwsIamAccessKey?.AccessKeyId ?? Id?.split(":").at(-1);
}

function credentialOfKey(read: Resource, findingAccount: string): Credential | undefined {
  const key = read.Details?.AwsIamAccessKey;
  const accessKeyId = onlyIf(ACCESS_KEY_ID, keyIdOf(read));
  const account = key?.AccountId ?? findingAccount;
  const context = key?.SessionContext;
  const issuer = context?.SessionIssuer;
  const issuedAt = context?.Attributes?.CreationDate;
  if (issuer?.AccountId && issuer.AccountId !== account) {
    return accessKeyId ? { principal: { kind: "access-key" }, accessKeyId, issuedAt } : undefined;
  }
  const issuingRole = issuer?.Type === "Role" ? issuer.UserName : undefined;
  const principal = suspectOf({
    type: key?.PrincipalType ?? (issuingRole ? "Role" : typeByKey(accessKeyId)),
    principalId: key?.PrincipalId,
    name: issuingRole ?? key?.PrincipalName ?? key?.UserName,
    ...(accessKeyId ? { accessKeyId } : {}),
    ...(issuer?.Type === "IAMUser" ? { issuer: issuer.UserName } : {}),
  });
  return principal.kind === "unknown" ? undefined : { principal, account, accessKeyId, issuedAt };
}

/** Who owns a temporary key cannot be told from a name alone: a role, a user, a federated one. */
function typeByKey(accessKeyId: string | undefined): string | undefined {
  return accessKeyId?.startsWith("ASIA") ? undefined : "IAMUser";
}

/** An ARN of another account than the finding's is not taken for a name of it. */
function byArn(
  kind: "role" | "user",
  arn: string | undefined,
  uniqueId: string | undefined,
  account: string,
  region: string,
): Credential | undefined {
  const named = suspectOfArn(arn, region);
  if (named?.account !== account || named.principal.kind !== kind) return undefined;
  const id = onlyIf(UNIQUE_ID, uniqueId);
  return { account, principal: { ...named.principal, ...(id ? { id } : {}) } };
}
