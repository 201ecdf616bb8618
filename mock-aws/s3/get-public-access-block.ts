// s3:GetPublicAccessBlock — https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
import { AwsError } from "../aws-error.ts";
import { bucketOf, onBucket } from "./access.ts";
import { s3Operation } from "./define.ts";

export const getPublicAccessBlock = s3Operation({
  name: "GetPublicAccessBlock",
  trailName: "GetBucketPublicAccessBlock",
  readOnly: true,
  query: ["publicAccessBlock"],
  authorize: (request, call) => [onBucket("GetBucketPublicAccessBlock", request, call)],
  run(request, call) {
    const { publicAccessBlock, name } = bucketOf(request, call);
    if (publicAccessBlock) return { xml: ["PublicAccessBlockConfiguration", publicAccessBlock] };
    const message = "The public access block configuration was not found";
    throw new AwsError("NoSuchPublicAccessBlockConfiguration", message, 404, { BucketName: name });
  },
});
