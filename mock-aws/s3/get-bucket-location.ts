// s3:GetBucketLocation — https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
import { HOME_REGION } from "../world.ts";
import { bucketOf, onBucket } from "./access.ts";
import { buckets } from "./buckets.ts";
import { s3Operation } from "./define.ts";

/** Answered in every Region: it is how one learns the bucket's. */
export const getBucketLocation = s3Operation({
  name: "GetBucketLocation",
  readOnly: true,
  query: ["location"],
  authorize: (request, call) => [onBucket("GetBucketLocation", request, atHome(request.bucket, call))],
  run(request, call) {
    const { region } = bucketOf(request, atHome(request.bucket, call));
    return { xml: ["LocationConstraint", region === HOME_REGION ? "" : region] };
  },
});

type Located = Parameters<typeof bucketOf>[1];

function atHome(name = "", call: Located): Located {
  return { ...call, region: buckets(call.world).get(name)?.region ?? call.region };
}
