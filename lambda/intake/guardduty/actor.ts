// One actor of an attack sequence, and the credential that it used.
import * as z from "zod";
import type { Credential } from "../fields/credential.ts";
import { ACCESS_KEY_ID, lenientAccount, onlyIf } from "../fields/names.ts";
import { type Read, reader } from "../fields/reader.ts";
import { isGenerated } from "../fields/sample.ts";
import { suspectOf } from "../fields/suspect.ts";
import { suspectOfArn } from "../fields/suspect-of-arn.ts";
import { lenientText } from "../fields/text.ts";
import { lenientTime } from "../fields/time.ts";

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Actor.html. `createdTime` comes as a number or as text. */
const actor = reader(() =>
  z.object({
    user: z.object({
      name: lenientText,
      /** A principal id, as `AROA…:session`. */
      uid: lenientText,
      type: lenientText,
      credentialUid: lenientText,
      account: z.object({ uid: lenientAccount }).optional().catch(undefined),
    }),
    session: z.object({ createdTime: lenientTime, issuer: lenientText }).optional().catch(undefined),
  }),
);

export type Actor = Read<typeof actor>;

/** Undefined for one without a user: a process has no credential. */
export function readActor(value: unknown): Actor | undefined {
  return actor(value).data;
}

/**
 * `user.account` is where it happened, "not necessarily the account that owns the user"; the issuer's ARN names the owner.
 * Where the two differ only the key says whose it is, and without a key nothing does.
 */
export function credentialOfActor({ user, session }: Actor, findingAccount: string): Credential | undefined {
  const accessKeyId = onlyIf(ACCESS_KEY_ID, user.credentialUid);
  const account = user.account?.uid ?? findingAccount;
  const issuer = suspectOfArn(session?.issuer);
  const issuedAt = session?.createdTime;
  if (issuer && issuer.account !== account) {
    return accessKeyId ? { principal: { kind: "access-key" }, accessKeyId, issuedAt } : undefined;
  }
  const name = issuer?.principal.kind === "role" ? issuer.principal.name : user.name;
  const principal = suspectOf({
    type: user.type,
    principalId: user.uid,
    name,
    ...(accessKeyId ? { accessKeyId } : {}),
  });
  return principal.kind === "unknown" ? undefined : { principal, account, accessKeyId, issuedAt };
}

export function isSampleActor({ user }: Actor): boolean {
  return [user.credentialUid, user.uid, user.type].some(isGenerated);
}
