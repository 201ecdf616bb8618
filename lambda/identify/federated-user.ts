// A federated user whose issuer the alert does not name: CloudTrail knows which user's key asked for the token.
import type { Alert, Suspect } from "../model.ts";
import { askAccounts } from "./ask-accounts.ts";
import { isName, isTemporaryKey, quoted } from "./identifiers.ts";
import { accountsToAsk } from "./key-account.ts";
import { type Finding, nobody, type Search } from "./search.ts";
import { searchTrail, type TrailQuestion } from "./search-trail.ts";
import { findTemporaryKey } from "./temporary-key.ts";
import { signer } from "./trail-owner.ts";

/** A name alone may be given to tokens by several users: it tells only where all of them are one. */
export async function findFederatedUser(
  alert: Alert,
  { name }: Extract<Suspect, { kind: "federated-user" }>,
  search: Search,
): Promise<Finding> {
  const { accessKeyId } = alert;
  if (accessKeyId !== undefined && isTemporaryKey(accessKeyId)) return findTemporaryKey(alert, accessKeyId, search);
  if (!isName(name)) return nobody(`${quoted(name)} is no name of a federated user.`);
  const accounts = await accountsToAsk(alert, search);
  if (!accounts.found) return accounts;
  const unread: string[] = [];
  const question: TrailQuestion = { lookups: [byName(name)], issuedAt: alert.issuedAt, needsAll: true };
  const { answers, gaps } = await askAccounts(accounts, search, async (aws) => {
    const { gaps: notRead, ...testimony } = await searchTrail(aws, question, search);
    unread.push(...notRead);
    return testimony.witness ? testimony : undefined;
  });
  const [answer] = answers;
  if (!answer?.witness) {
    return nobody(
      `CloudTrail knows no call of the federated user ${name}, and without the key nothing else tells who asked for the token.`,
      [...gaps, ...unread],
      true,
    );
  }
  if (answers.length > 1 || answer.note !== undefined) {
    return nobody(
      `Several users have asked for tokens named ${name}: the alert names no key that would tell which one is meant. ${answer.note ?? ""}`.trim(),
    );
  }
  if (unread.length > 0 || gaps.length > 0) {
    return nobody(
      `CloudTrail knows one user who has asked for tokens named ${name}, but not all of it could be read.`,
      [...gaps, ...unread],
    );
  }
  const { account, principal, issuedAt } = answer.witness;
  return { found: true, account, principal, ...(issuedAt ? { issuedAt } : {}) };
}

function byName(value: string): TrailQuestion["lookups"][number] {
  return {
    attribute: "Username",
    value,
    read: (event) => (event.identity?.type === "FederatedUser" ? signer(event) : undefined),
  };
}
