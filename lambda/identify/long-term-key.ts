// A bare `AKIA…`: IAM says whose it is, and the user's own list of keys confirms it.
import { GetAccessKeyLastUsedCommand, ListAccessKeysCommand } from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { absent } from "../iam-answer.ts";
import type { Alert } from "../model.ts";
import { askAccounts } from "./ask-accounts.ts";
import { accountsToAsk } from "./key-account.ts";
import { type Finding, nobody, type Owner, type Search } from "./search.ts";
import { searchTrail } from "./search-trail.ts";
import { signer } from "./trail-owner.ts";

export const LONG_TERM_KEY_PERMISSIONS = ["iam:GetAccessKeyLastUsed", "iam:ListAccessKeys"] as const;

export async function findLongTermKey(alert: Alert, accessKeyId: string, search: Search): Promise<Finding> {
  const accounts = await accountsToAsk(alert, search);
  if (!accounts.found) return accounts;
  const { answers, gaps } = await askAccounts(accounts, search, (aws) => ownerIn(aws, accessKeyId));
  const [owner] = answers;
  if (owner) return { ...owner, ...(accounts.note ? { note: accounts.note } : {}) };
  if (accounts.named === undefined) {
    return nobody(
      `No account that is served has the key ${accessKeyId}: it is another account's, or deleted, or never existed.`,
      gaps,
    );
  }
  const past = gaps.length > 0 ? undefined : await lastOwner(alert, accessKeyId, accounts.named, search);
  if (past) return past;
  return nobody(`The account ${accounts.named} has no key ${accessKeyId}: it is deleted, or never existed.`, gaps);
}

async function ownerIn(aws: Aws, AccessKeyId: string): Promise<Owner | undefined> {
  const answer = await aws.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })).catch(absent);
  if (!answer) return undefined;
  const { UserName: name } = answer;
  // How AWS answers for a root user's key is not documented. A key that it knows and gives no user for can be nobody else's;
  // the other form is the root user's name in the credential report.
  if (name === undefined || name === "<root_account>") {
    return { found: true, account: aws.account, principal: { kind: "root" } };
  }
  const { AccessKeyMetadata: keys = [] } = await aws.iam.send(new ListAccessKeysCommand({ UserName: name }));
  if (!keys.some((key) => key.AccessKeyId === AccessKeyId)) return undefined;
  return { found: true, account: aws.account, principal: { kind: "user", name } };
}

/** A key that is gone may have minted sessions that are not, for up to 36 hours: whoever used it is meant, by his unique id. */
async function lastOwner(alert: Alert, value: string, account: string, search: Search): Promise<Owner | undefined> {
  const aws = await search.places.aws(account);
  if (!aws) return undefined;
  const lookups = [{ attribute: "AccessKeyId", value, read: signer } as const];
  const { witness } = await searchTrail(aws, { lookups, issuedAt: alert.issuedAt }, search).catch(() => ({
    witness: undefined,
  }));
  if (witness?.principal.kind !== "user" || witness.principal.id === undefined) return undefined;
  const { principal, at } = witness;
  return {
    found: true,
    account,
    principal,
    note: `The key ${value} is deleted. The user ${principal.name} last used it at ${at}; what it has minted may live up to 36 hours.`,
  };
}
