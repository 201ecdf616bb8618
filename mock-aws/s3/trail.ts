// What the trail shows of a call to S3.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
import type { Call, TrailDetail } from "../operation.ts";
import { bucketArn, buckets } from "./buckets.ts";
import type { S3Request } from "./protocol.ts";

export function trailOfRequest({ bucket, key, query, headers }: S3Request, { world, request }: Call): TrailDetail {
  const wished = Object.entries(query).filter(([name]) => !/^(x-amz-|x-id$)/i.test(name));
  const byQuery = request.headers["authorization"] === undefined;
  const owner = bucket === undefined ? undefined : buckets(world).get(bucket)?.account;
  const onBucket =
    bucket === undefined
      ? []
      : [{ ...(owner === undefined ? {} : { accountId: owner }), type: "AWS::S3::Bucket", ARN: bucketArn(bucket) }];
  const onObject =
    bucket === undefined || key === undefined ? [] : [{ type: "AWS::S3::Object", ARN: `${bucketArn(bucket)}/${key}` }];
  return {
    requestParameters: { bucketName: bucket, Host: headers["host"], key, ...Object.fromEntries(wished) },
    responseElements: null,
    additionalEventData: {
      SignatureVersion: "SigV4",
      AuthenticationMethod: byQuery ? "QueryString" : "AuthHeader",
      bytesTransferredIn: request.body.length,
    },
    resources: [...onObject, ...onBucket],
    ...(owner === undefined ? {} : { alsoSeenBy: [owner] }),
  };
}
