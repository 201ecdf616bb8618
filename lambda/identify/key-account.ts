// In which account a key is: AWS says so, or the id hints at it, or every account that is served is asked.
import { GetAccessKeyInfoCommand } from "@aws-sdk/client-sts";
import type { Alert } from "../model.ts";
import { isLongTermKey, isTemporaryKey } from "./identifiers.ts";
import { type NoOwner, nobody, type Search } from "./search.ts";

/** What is asked in the responder's own account. */
export const KEY_ACCOUNT_PERMISSIONS = ["sts:GetAccessKeyInfo"] as const;

export type Accounts = {
  readonly found: true;
  /** To be asked one group after another, until one knows. */
  readonly groups: readonly (readonly string[])[];
  /** AWS or the alert has named the account: no other one is to be asked. */
  readonly named?: string;
  readonly note?: string;
};

/**
 * AWS's word counts more than the alert's, and the alert's more than the id's.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
 */
export async function accountsToAsk(
  { accessKeyId = "", account }: Alert,
  search: Pick<Search, "places">,
): Promise<Accounts | NoOwner> {
  const isKey = isLongTermKey(accessKeyId) || isTemporaryKey(accessKeyId);
  const byAws = isKey ? await accountByAws(accessKeyId, search) : undefined;
  const named = byAws ?? account;
  const served = search.places.accounts;
  if (named === undefined) return { found: true, groups: byHint(served, isKey ? accountHint(accessKeyId) : undefined) };
  if (!served.includes(named)) return nobody(notServed(byAws && `The key ${accessKeyId}`, named));
  const differs = account !== undefined && account !== named;
  const note = `The alert says ${account}; AWS says that ${accessKeyId} belongs to ${named}.`;
  return { found: true, groups: [[named]], named, ...(differs ? { note } : {}) };
}

function byHint(served: readonly string[], hint: string | undefined): Accounts["groups"] {
  if (hint === undefined || !served.includes(hint)) return [served];
  return [[hint], served.filter((one) => one !== hint)];
}

export function notServed(what: string | undefined, account: string): string {
  const subject =
    what === undefined ? `The account of the credential is ${account}` : `${what} belongs to the account ${account}`;
  return `${subject}, which this responder does not serve. Add it to members.accounts and deploy the member role there, or tell whoever looks after it.`;
}

/** Undefined where AWS does not say: it does not know the id, or the responder may not ask. Then the accounts themselves are. */
async function accountByAws(AccessKeyId: string, { places }: Pick<Search, "places">): Promise<string | undefined> {
  const home = await places.aws(places.home);
  const answer = await home?.sts.send(new GetAccessKeyInfoCommand({ AccessKeyId })).catch(() => undefined);
  return answer?.Account;
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * A hint, never a proof: ids since 2019 hold the account in the 40 bits after the first of their base32 part (published by
 * Aidan Steele and Tal Be'ery, not documented by AWS); those of older ones mean nothing.
 */
export function accountHint(accessKeyId: string): string | undefined {
  if (!/^A[KS]IA[A-Z2-7]{16}$/.test(accessKeyId)) return undefined;
  let bits = 0n;
  for (const sign of accessKeyId.slice(4, 14)) bits = (bits << 5n) | BigInt(BASE32.indexOf(sign));
  const account = (bits >> 9n) & ((1n << 40n) - 1n);
  return account < 10n ** 12n ? String(account).padStart(12, "0") : undefined;
}
