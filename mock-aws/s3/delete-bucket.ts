// s3:DeleteBucket — https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
import { AwsError } from "../aws-error.ts";
import { bucketOf, onBucket } from "./access.ts";
import { buckets } from "./buckets.ts";
import { s3Operation } from "./define.ts";

export const deleteBucket = s3Operation({
  name: "DeleteBucket",
  readOnly: false,
  authorize: (request, call) => [onBucket("DeleteBucket", request, call)],
  run(request, call) {
    const { name, objects } = bucketOf(request, call);
    if (objects.size > 0) {
      throw new AwsError("BucketNotEmpty", "The bucket you tried to delete is not empty", 409, { BucketName: name });
    }
    buckets(call.world).delete(name);
    return { status: 204 };
  },
});
