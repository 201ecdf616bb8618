// Session tags: passed by the caller, or inherited along a chain of roles where they were set as transitive.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import type { Caller } from "../caller.ts";
import type { Tags } from "../credential.ts";
import { MOST_TAGS, tagKey, tagValue } from "../iam/tags.ts";
import { list } from "../input.ts";

export type TagWish = readonly { readonly Key: string; readonly Value: string }[];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
export const sessionTags = list(z.strictObject({ Key: tagKey, Value: tagValue }))
  .refine(
    (tags) => tags.length <= MOST_TAGS,
    `failed to satisfy constraint: Member must have length less than or equal to ${MOST_TAGS}`,
  )
  .refine((tags) => {
    if (new Set(tags.map(({ Key }) => fold(Key))).size === tags.length) return true;
    throw invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  });

export const transitiveTagKeys = list(tagKey);

const fold = (key: string) => key.toLowerCase();

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message, 400);
}

/** The transitive tags of the calling session, which every session opened from it inherits. */
export function incomingTags({ credential }: Caller): Tags {
  if (credential.kind !== "temporary" || credential.session.type !== "role") return new Map();
  const { tags, transitiveTagKeys: keys } = credential.session;
  const passed = new Set(keys.map(fold));
  return new Map([...tags].filter(([key]) => passed.has(fold(key))));
}

type Wish = { readonly Tags?: TagWish | undefined; readonly TransitiveTagKeys?: readonly string[] | undefined };

/** Throws in AWS's words where the wish contradicts itself, or tries to change what is inherited [recorded]. */
export function refuseBadTags({ Tags = [], TransitiveTagKeys = [] }: Wish, incoming: Tags): void {
  const asked = new Set(Tags.map(({ Key }) => fold(Key)));
  if (TransitiveTagKeys.some((key) => !asked.has(fold(key)))) {
    throw invalid("The specified transitive tag key must be included in the requested tags.");
  }
  if ([...incoming.keys()].some((key) => asked.has(fold(key)))) {
    const why = "it conflicts with a transitive tag key from the calling session.";
    throw invalid(`One of the specified transitive tag keys can't be set because ${why}`);
  }
}

export function mergedTags({ Tags = [], TransitiveTagKeys = [] }: Wish, incoming: Tags) {
  const tags: Tags = new Map([...incoming, ...Tags.map(({ Key, Value }) => [Key, Value] as const)]);
  return { tags, transitiveTagKeys: [...incoming.keys(), ...TransitiveTagKeys] };
}
