// s3:DeleteBucketPolicy — https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
import { s3Operation } from "./define.ts";
import { ownBucket, policyAccess } from "./policy-access.ts";

export const deleteBucketPolicy = s3Operation({
  name: "DeleteBucketPolicy",
  readOnly: false,
  query: ["policy"],
  authorize: policyAccess("DeleteBucketPolicy"),
  run(request, call) {
    ownBucket(request, call).policy = undefined;
    return { status: 204 };
  },
});
