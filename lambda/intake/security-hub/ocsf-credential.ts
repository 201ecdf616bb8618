// Whose credential an actor or a resource of an OCSF finding is.
import * as z from "zod";
import type { Credential } from "../fields/credential.ts";
import { ACCESS_KEY_ID, lenientAccount, onlyIf } from "../fields/names.ts";
import { reader } from "../fields/reader.ts";
import { isGenerated } from "../fields/sample.ts";
import { suspectOf } from "../fields/suspect.ts";
import { suspectOfArn } from "../fields/suspect-of-arn.ts";
import { lenientText } from "../fields/text.ts";
import { lenientTime } from "../fields/time.ts";
import { credentialOfInstance } from "../fields/workload.ts";

/** https://schema.ocsf.io/objects/actor, with what https://schema.ocsf.io/objects/user and session have. */
const actor = reader(() =>
  z.object({
    user: z.object({
      name: lenientText,
      /** An ARN, or a principal id as `AROA…:session`. */
      uid: lenientText,
      type: lenientText,
      credential_uid: lenientText,
      account: z.object({ uid: lenientAccount }).optional().catch(undefined),
    }),
    session: z
      .object({
        credential_uid: lenientText,
        issuer: lenientText,
        created_time: lenientTime,
        created_time_dt: lenientTime,
      })
      .optional()
      .catch(undefined),
  }),
);

const resource = reader(() => z.object({ type: z.string(), uid: lenientText, name: lenientText }));

/** CloudFormation's names, as Security Hub writes them in OCSF, and ASFF's. */
const KEY_TYPES: readonly string[] = ["AWS::IAM::AccessKey", "AwsIamAccessKey"];
const PRINCIPAL_TYPES: readonly string[] = ["AWS::IAM::Role", "AwsIamRole", "AWS::IAM::User", "AwsIamUser"];
export const IAM_TYPES: readonly string[] = [...KEY_TYPES, ...PRINCIPAL_TYPES];
export const INSTANCE_TYPES: readonly string[] = ["AWS::EC2::Instance", "AwsEc2Instance"];

/** A name counts only in the account that the finding is about. */
export function credentialOfOcsfActor(value: unknown, findingAccount: string, region: string): Credential | undefined {
  const read = actor(value).data;
  if (!read) return undefined;
  const { user, session } = read;
  const accessKeyId = onlyIf(ACCESS_KEY_ID, user.credential_uid ?? session?.credential_uid);
  const issuedAt = session?.created_time_dt ?? session?.created_time;
  const account = user.account?.uid ?? findingAccount;
  const [byUid, byIssuer] = [user.uid, session?.issuer].map((arn) => suspectOfArn(arn, region));
  if ([byUid, byIssuer].some((named) => named && named.account !== account)) {
    return accessKeyId ? { principal: { kind: "access-key" }, accessKeyId, issuedAt } : undefined;
  }
  const name = byIssuer?.principal.kind === "role" ? byIssuer.principal.name : user.name;
  const identity = { type: user.type, principalId: user.uid, name, ...(accessKeyId ? { accessKeyId } : {}) };
  const principal = byUid && byUid.principal.kind !== "instance-profile" ? byUid.principal : suspectOf(identity);
  return principal.kind === "unknown" ? undefined : { principal, account, accessKeyId, issuedAt };
}

export function isSampleOcsfActor(value: unknown): boolean {
  const read = actor(value).data;
  return [read?.user.credential_uid, read?.session?.credential_uid, read?.user.uid, read?.user.type].some(isGenerated);
}

export function credentialOfOcsfResource(value: unknown, account: string, region: string): Credential | undefined {
  const read = resource(value).data;
  if (!read) return undefined;
  const accessKeyId = [read.uid?.split(/[:/]/).at(-1), read.name].find((text) => onlyIf(ACCESS_KEY_ID, text));
  if (KEY_TYPES.includes(read.type) && accessKeyId) {
    return { account, accessKeyId, principal: { kind: "access-key" } };
  }
  const named = PRINCIPAL_TYPES.includes(read.type) ? suspectOfArn(read.uid, region) : undefined;
  return named?.account === account ? named : undefined;
}

export function credentialOfOcsfInstance(value: unknown, account: string): Credential | undefined {
  const read = resource(value).data;
  if (!read || !INSTANCE_TYPES.includes(read.type)) return undefined;
  return credentialOfInstance({ id: read.uid, profileArn: undefined, account });
}
