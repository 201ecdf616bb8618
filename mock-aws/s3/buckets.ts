// Buckets and what is in them. A name belongs to one account in all of AWS.
import type { Instant } from "../clock.ts";
import type { PolicyDocument } from "../policy/statement.ts";
import { PARTITION, perWorld } from "../world.ts";
import type { ChecksumName } from "./checksum.ts";

export type StoredObject = {
  readonly body: Buffer;
  /** The MD5 of the body in quotes. */
  readonly etag: string;
  readonly modifiedAt: Instant;
  readonly checksum: { readonly name: ChecksumName; readonly value: string };
  /** `content-type`, `cache-control`, `x-amz-meta-…`: given back as they came. */
  readonly headers: Readonly<Record<string, string>>;
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export type PublicAccessBlock = {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
};

export type Bucket = {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly createdAt: Instant;
  readonly objects: Map<string, StoredObject>;
  policy?: PolicyDocument | undefined;
  /** All of it is on for a new bucket. */
  publicAccessBlock?: PublicAccessBlock | undefined;
};

/** Of all accounts and Regions, by name. */
export const buckets = perWorld<Map<string, Bucket>>(() => new Map());

export function bucketArn(name: string): string {
  return `arn:${PARTITION}:s3:::${name}`;
}
