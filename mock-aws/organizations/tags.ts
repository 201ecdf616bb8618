// Tags of roots, units, accounts and policies.
import { AwsError } from "../aws-error.ts";
import type { TagWish } from "../iam/tags.ts";
import type { Organization } from "./organization.ts";

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const MOST_TAGS = 50;

export function tagsOf({ tags }: Organization, id: string): ReadonlyMap<string, string> {
  return tags.get(id) ?? new Map();
}

export function setTags(org: Organization, id: string, wish: TagWish | undefined): void {
  const tags = new Map(tagsOf(org, id));
  for (const { Key, Value } of wish ?? []) tags.set(Key, Value);
  if (tags.size > MOST_TAGS) {
    throw new AwsError("ConstraintViolationException", "You have exceeded the number of tags allowed.", 400, {
      Reason: "MAX_TAG_LIMIT_EXCEEDED",
    });
  }
  org.tags.set(id, tags);
}

export function unsetTags(org: Organization, id: string, keys: readonly string[]): void {
  const tags = new Map(tagsOf(org, id));
  for (const key of keys) tags.delete(key);
  org.tags.set(id, tags);
}

/** `aws:ResourceTag/…` of a call about the thing. */
export function tagContext(org: Organization, id: string): Record<string, string> {
  return Object.fromEntries([...tagsOf(org, id)].map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}
