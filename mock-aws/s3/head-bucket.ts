// s3:HeadBucket — https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
import { bucketOf, onBucket } from "./access.ts";
import { s3Operation } from "./define.ts";

export const headBucket = s3Operation({
  name: "HeadBucket",
  readOnly: true,
  dataEvent: true,
  authorize: (request, call) => [onBucket("ListBucket", request, call)],
  run(request, call) {
    const { region } = bucketOf(request, call);
    return {
      headers: {
        "x-amz-bucket-region": region,
        "x-amz-access-point-alias": "false",
        "content-type": "application/xml",
      },
    };
  },
});
