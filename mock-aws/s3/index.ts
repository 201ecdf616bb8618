// S3: every operation that the local AWS has of it.
import type { Service } from "../operation.ts";
import { createBucket } from "./create-bucket.ts";
import { deleteBucket } from "./delete-bucket.ts";
import { deleteBucketPolicy } from "./delete-bucket-policy.ts";
import { deleteObject } from "./delete-object.ts";
import { deleteObjects } from "./delete-objects.ts";
import { deletePublicAccessBlock } from "./delete-public-access-block.ts";
import { getBucketLocation } from "./get-bucket-location.ts";
import { getBucketPolicy } from "./get-bucket-policy.ts";
import { getObject } from "./get-object.ts";
import { getPublicAccessBlock } from "./get-public-access-block.ts";
import { headBucket } from "./head-bucket.ts";
import { headObject } from "./head-object.ts";
import { listBuckets } from "./list-buckets.ts";
import { listObjectsV2 } from "./list-objects-v2.ts";
import { S3_PROTOCOL } from "./protocol.ts";
import { putBucketPolicy } from "./put-bucket-policy.ts";
import { putObject } from "./put-object.ts";
import { putPublicAccessBlock } from "./put-public-access-block.ts";

export const S3: Service = {
  name: "s3",
  eventSource: "s3.amazonaws.com",
  protocol: S3_PROTOCOL,
  operations: [
    createBucket,
    deleteBucket,
    deleteBucketPolicy,
    deleteObject,
    deleteObjects,
    deletePublicAccessBlock,
    getBucketLocation,
    getBucketPolicy,
    getObject,
    getPublicAccessBlock,
    headBucket,
    headObject,
    listBuckets,
    listObjectsV2,
    putBucketPolicy,
    putObject,
    putPublicAccessBlock,
  ],
};
