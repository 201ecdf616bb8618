// The forms of AWS's identifiers: what others wrote is looked at before AWS is asked for it.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
import { parseArn } from "../arn.ts";

export const isLongTermKey = (id: string): boolean => /^AKIA[A-Z0-9]{12,124}$/.test(id);

export const isTemporaryKey = (id: string): boolean => /^ASIA[A-Z0-9]{12,124}$/.test(id);

/** Names of roles, users, instance profiles, sessions and federated users. */
export const isName = (text: string): boolean => /^[\w+=,.@-]{1,128}$/.test(text);

export const isRoleId = (text: string): boolean => /^AROA[A-Z0-9]{12,124}$/.test(text);

export const isUserId = (text: string): boolean => /^AIDA[A-Z0-9]{12,124}$/.test(text);

export const isInstanceId = (text: string): boolean => /^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text);

export const isAccount = (text: string): boolean => /^\d{12}$/.test(text);

/** A name as IAM takes it, from a name, a path with a name or an ARN; `account` where an ARN tells it. */
export function plainName(said: string): { readonly name: string; readonly account?: string } {
  const arn = parseArn(said);
  const name = (arn?.resource ?? said).split("/").at(-1) ?? "";
  return { name, ...(arn && isAccount(arn.account) ? { account: arn.account } : {}) };
}

/** Words of others in a sentence of ours: one line, not too long. */
export function quoted(said: string): string {
  return JSON.stringify(said.slice(0, 130));
}
