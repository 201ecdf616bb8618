// Tags of IAM's entities: their schema, their limits, and the condition keys that they bring to a request.

import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { list, text } from "../input.ts";

export type TagWish = readonly { readonly Key: string; readonly Value: string }[];

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html */
export const tagKey = text({ min: 1, max: 128, pattern: /[\p{L}\p{Z}\p{N}_.:/=+\-@]+/u });
export const tagValue = text({ max: 256, pattern: /[\p{L}\p{Z}\p{N}_.:/=+\-@]*/u });

export const tagList = list(z.strictObject({ Key: tagKey, Value: tagValue })).refine((tags) => {
  refuseDuplicates(tags);
  return true;
});

export const MOST_TAGS = 50;

function refuseDuplicates(tags: TagWish): void {
  if (new Set(tags.map(({ Key }) => Key.toLowerCase())).size === tags.length) return;
  throw new AwsError("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.", 400);
}

/** The tags with the new ones in place: a key keeps its first spelling's place, not its case. */
export function withTags(tags: Map<string, string>, wish: TagWish | undefined): Map<string, string> {
  for (const { Key, Value } of wish ?? []) {
    const taken = [...tags.keys()].find((key) => key.toLowerCase() === Key.toLowerCase());
    if (taken !== undefined && taken !== Key) tags.delete(taken);
    tags.set(Key, Value);
  }
  if (tags.size > MOST_TAGS) {
    throw new AwsError("LimitExceeded", `Cannot exceed quota for TagsPerResource: ${MOST_TAGS}`, 409);
  }
  return tags;
}

/** What a request to set tags brings: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export function requestTagContext(wish: TagWish | undefined): Record<string, string | readonly string[]> {
  if (!wish?.length) return {};
  const values = wish.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value] as const);
  return { "aws:TagKeys": wish.map(({ Key }) => Key), ...Object.fromEntries(values) };
}
