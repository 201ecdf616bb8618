// A bare `ASIA…`: only CloudTrail knows whose it is, by what was signed with it or by the call that gave it out.
import type { Alert } from "../model.ts";
import { askAccounts } from "./ask-accounts.ts";
import { accountsToAsk } from "./key-account.ts";
import { type Finding, nobody, type Search } from "./search.ts";
import { searchTrail, type Testimony, type TrailQuestion } from "./search-trail.ts";
import { receiver, signer } from "./trail-owner.ts";

export async function findTemporaryKey(alert: Alert, accessKeyId: string, search: Search): Promise<Finding> {
  const accounts = await accountsToAsk(alert, search);
  if (!accounts.found) return accounts;
  const question = { lookups: keyLookups(accessKeyId), issuedAt: alert.issuedAt };
  const unread: string[] = [];
  const { answers, gaps } = await askAccounts(accounts, search, async (aws): Promise<Testimony | undefined> => {
    const testimony = await searchTrail(aws, question, search);
    unread.push(...testimony.gaps);
    return testimony.witness ? testimony : undefined;
  });
  const testimony = answers[0];
  if (testimony?.witness) {
    const { account, principal, issuedAt } = testimony.witness;
    const note = [accounts.note, testimony.note].filter((part) => part !== undefined).join(" ");
    return { found: true, account, principal, ...(issuedAt ? { issuedAt } : {}), ...(note ? { note } : {}) };
  }
  const where = accounts.named === undefined ? "in the accounts that are served" : `in ${accounts.named}`;
  return nobody(
    `CloudTrail ${where} does not know the key ${accessKeyId}: nothing was signed with it, and nobody got it from STS.`,
    [...gaps, ...unread],
    true,
  );
}

/**
 * What STS gives out is among the resources of the event [recorded: `AWS::IAM::AccessKey`, `ASIA…`]: a key that was never
 * used is known all the same. So are sessions that somebody has named like the key: such events say nothing.
 */
export function keyLookups(accessKeyId: string): TrailQuestion["lookups"] {
  return [
    {
      attribute: "AccessKeyId",
      value: accessKeyId,
      read: (event) => (event.accessKeyId === accessKeyId ? signer(event) : undefined),
    },
    { attribute: "ResourceName", value: accessKeyId, mostPages: 4, read: (event) => receiver(event, accessKeyId) },
  ];
}
