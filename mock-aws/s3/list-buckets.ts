// s3:ListBuckets — https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
import { AwsError } from "../aws-error.ts";
import { requestKeys } from "./access.ts";
import { bucketArn, buckets } from "./buckets.ts";
import { s3Operation } from "./define.ts";
import { canonicalId } from "./owner.ts";
import { isoMillis } from "./times.ts";
import { readToken, writeToken } from "./token.ts";

export const listBuckets = s3Operation({
  name: "ListBuckets",
  readOnly: true,
  query: ["prefix", "max-buckets", "continuation-token", "bucket-region"],
  authorize: (_request, call) => [{ action: "s3:ListAllMyBuckets", resource: "*", context: requestKeys(call) }],
  run({ query }, { world, caller }) {
    const { prefix = "", "bucket-region": region, "max-buckets": max = "10000", "continuation-token": token } = query;
    if (!/^\d+$/.test(max) || Number(max) < 1 || Number(max) > 10_000) {
      throw new AwsError("InvalidArgument", "Argument max-buckets must be an integer between 1 and 10000.", 400);
    }
    const after = token === undefined ? "" : readToken(token);
    const own = [...buckets(world).values()]
      .filter(({ account, name }) => account === caller.account && name.startsWith(prefix) && name > after)
      .filter((bucket) => region === undefined || bucket.region === region)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const page = own.slice(0, Number(max));
    const shown = page.map((bucket) => ({
      Name: bucket.name,
      CreationDate: isoMillis(bucket.createdAt),
      BucketRegion: bucket.region,
      BucketArn: bucketArn(bucket.name),
    }));
    const content = {
      Owner: { ID: canonicalId(caller.account) },
      Buckets: shown.length === 0 ? "" : { Bucket: shown },
      ContinuationToken: own.length > page.length ? writeToken(page.at(-1)?.name ?? "") : undefined,
      Prefix: query["prefix"],
    };
    return { xml: ["ListAllMyBucketsResult", content] };
  },
});
