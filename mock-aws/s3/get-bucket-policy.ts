// s3:GetBucketPolicy — https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
import { AwsError } from "../aws-error.ts";
import { s3Operation } from "./define.ts";
import { ownBucket, policyAccess } from "./policy-access.ts";

export const getBucketPolicy = s3Operation({
  name: "GetBucketPolicy",
  readOnly: true,
  query: ["policy"],
  authorize: policyAccess("GetBucketPolicy"),
  run(request, call) {
    const { policy, name } = ownBucket(request, call);
    if (!policy)
      throw new AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", 404, { BucketName: name });
    return { headers: { "content-type": "application/json" }, body: policy.text };
  },
});
