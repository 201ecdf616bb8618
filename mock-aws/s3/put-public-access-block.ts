// s3:PutPublicAccessBlock — https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html
import { bucketOf, onBucket } from "./access.ts";
import { readBody } from "./body.ts";
import { s3Operation } from "./define.ts";
import { readXml } from "./read-xml.ts";

export const putPublicAccessBlock = s3Operation({
  name: "PutPublicAccessBlock",
  trailName: "PutBucketPublicAccessBlock",
  readOnly: false,
  headers: ["x-amz-checksum-*"],
  query: ["publicAccessBlock"],
  authorize: (request, call) => [onBucket("PutBucketPublicAccessBlock", request, call)],
  run(request, call) {
    const wish = readXml(readBody(request, call).bytes, "PublicAccessBlockConfiguration");
    const isOn = (name: string) => wish[name] === "true" || wish[name] === "TRUE";
    bucketOf(request, call).publicAccessBlock = {
      BlockPublicAcls: isOn("BlockPublicAcls"),
      IgnorePublicAcls: isOn("IgnorePublicAcls"),
      BlockPublicPolicy: isOn("BlockPublicPolicy"),
      RestrictPublicBuckets: isOn("RestrictPublicBuckets"),
    };
    return {};
  },
});
