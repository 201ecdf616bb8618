// The search for a credential's owner: each kind of name has its way, and what could not be asked makes the answer wait.
import type { Alert } from "../model.ts";
import { LOOKUP_PERMISSIONS } from "../trace/lookup-events.ts";
import { findFederatedUser } from "./federated-user.ts";
import { isLongTermKey, isTemporaryKey, quoted } from "./identifiers.ts";
import { findInstance, INSTANCE_PERMISSIONS } from "./instance.ts";
import { findInstanceProfile, INSTANCE_PROFILE_PERMISSIONS } from "./instance-profile.ts";
import { KEY_ACCOUNT_PERMISSIONS, notServed } from "./key-account.ts";
import { findLongTermKey, LONG_TERM_KEY_PERMISSIONS } from "./long-term-key.ts";
import { type Finding, type Identified, type NoOwner, nobody, type Search } from "./search.ts";
import { findTemporaryKey } from "./temporary-key.ts";
import { findUniqueId, UNIQUE_ID_PERMISSIONS } from "./unique-id.ts";
import { findAccount, WITHOUT_ACCOUNT_PERMISSIONS } from "./without-account.ts";

/** What this stage asks of AWS in every account that is served. */
export const IDENTIFY_PERMISSIONS: readonly string[] = [
  ...LONG_TERM_KEY_PERMISSIONS,
  ...UNIQUE_ID_PERMISSIONS,
  ...INSTANCE_PERMISSIONS,
  ...INSTANCE_PROFILE_PERMISSIONS,
  ...WITHOUT_ACCOUNT_PERMISSIONS,
  ...LOOKUP_PERMISSIONS,
];

/** What it asks besides in the responder's own account, and of no particular resource. */
export const IDENTIFY_HOME_PERMISSIONS: readonly string[] = [...KEY_ACCOUNT_PERMISSIONS];

/** CloudTrail is some five minutes late, and promises nothing: after this long, silence is taken for an answer. */
const LATE_TRAIL_MS = 30 * 60_000;
/** What could not be asked, a person may have to repair first. */
const GAP_PATIENCE_MS = 24 * 60 * 60_000;

/** Of an alert that does not name its principal, or not its account. */
export async function findOwner(alert: Alert, search: Search): Promise<Identified> {
  const finding = await find(alert, search);
  if (!finding.found) return outcomeOf(alert, finding, search);
  const { account, principal, issuedAt, note } = finding;
  if (!search.places.accounts.includes(account)) {
    return { outcome: "nobody", because: notServed(alert.accessKeyId && `The key ${alert.accessKeyId}`, account) };
  }
  const issued = alert.issuedAt ?? issuedAt;
  return {
    outcome: "named",
    alert: { ...alert, account, principal, ...(issued ? { issuedAt: issued } : {}) },
    ...(note ? { note } : {}),
  };
}

async function find(alert: Alert, search: Search): Promise<Finding> {
  const { principal } = alert;
  switch (principal.kind) {
    case "access-key":
      return findKey(alert, search);
    case "unique-id":
      return findUniqueId(alert, principal, search);
    case "instance":
      return findInstance(alert, principal, search);
    case "instance-profile":
      return findInstanceProfile(alert, principal, search);
    case "federated-user":
      if (principal.issuer === undefined) return findFederatedUser(alert, principal, search);
      return findAccount(alert, principal, search);
    case "role":
    case "user":
    case "root":
      return findAccount(alert, principal, search);
    case "aws-service":
    case "unknown":
      return nobody("The alert does not say whose credential it is.");
  }
}

async function findKey(alert: Alert, search: Search): Promise<Finding> {
  const { accessKeyId } = alert;
  if (accessKeyId === undefined) return nobody("The alert names neither a principal nor an access key.");
  if (isLongTermKey(accessKeyId)) return findLongTermKey(alert, accessKeyId, search);
  if (isTemporaryKey(accessKeyId)) return findTemporaryKey(alert, accessKeyId, search);
  return nobody(`${quoted(accessKeyId)} is no access key id: those begin with AKIA or ASIA.`);
}

function outcomeOf(alert: Alert, { because, gaps, mayBeLate }: NoOwner, search: Search): Identified {
  const heard = Date.parse(search.since ?? alert.lastSeen);
  const seen = Math.min(Date.parse(alert.lastSeen), heard);
  const isWithin = (ms: number, since: number) => Math.abs(search.now() - since) < ms; // A time far ahead is no time.
  const shown = gaps.slice(0, 3).map((gap) => gap.slice(0, 700));
  const unread = gaps.length > 3 ? [...shown, `and ${gaps.length - 3} more.`] : shown;
  const told =
    gaps.length === 0 ? because : `As far as could be asked: ${because} What could not be asked: ${unread.join(" ")}`;
  if (mayBeLate && isWithin(LATE_TRAIL_MS, seen)) {
    return { outcome: "later", because: `${told} CloudTrail is minutes late: it is asked again.` };
  }
  if (gaps.length > 0 && isWithin(GAP_PATIENCE_MS, heard))
    return { outcome: "later", because: `${told} It is asked again.` };
  return { outcome: "nobody", because: told };
}
