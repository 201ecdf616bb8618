// s3:DeletePublicAccessBlock — https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html
import { bucketOf, onBucket } from "./access.ts";
import { s3Operation } from "./define.ts";

export const deletePublicAccessBlock = s3Operation({
  name: "DeletePublicAccessBlock",
  trailName: "DeleteBucketPublicAccessBlock",
  readOnly: false,
  query: ["publicAccessBlock"],
  authorize: (request, call) => [onBucket("PutBucketPublicAccessBlock", request, call)],
  run(request, call) {
    bucketOf(request, call).publicAccessBlock = undefined;
    return { status: 204 };
  },
});
