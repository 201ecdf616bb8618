// s3:PutBucketPolicy — https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
import { AwsError } from "../aws-error.ts";
import type { PolicyDocument } from "../policy/statement.ts";
import { isPublic, readResourcePolicy } from "../resource-policy.ts";
import { readBody } from "./body.ts";
import { bucketArn } from "./buckets.ts";
import { s3Operation } from "./define.ts";
import { ownBucket, policyAccess } from "./policy-access.ts";

const MAX_BYTES = 20 * 1024;

export const putBucketPolicy = s3Operation({
  name: "PutBucketPolicy",
  readOnly: false,
  headers: ["x-amz-checksum-*", "x-amz-confirm-remove-self-bucket-access"],
  query: ["policy"],
  authorize: policyAccess("PutBucketPolicy"),
  run(request, call) {
    const bucket = ownBucket(request, call);
    const text = readBody(request, call).bytes.toString("utf8");
    if (Buffer.byteLength(text) > MAX_BYTES) {
      throw new AwsError(
        "PolicyTooLarge",
        `Policy exceeds the maximum allowed document size of ${MAX_BYTES} bytes`,
        400,
      );
    }
    const document = readResourcePolicy(call.world, text, malformed);
    refuseOtherResources(document, bucket.name);
    if (bucket.publicAccessBlock?.BlockPublicPolicy && isPublic(document)) {
      const who = `User: ${call.caller.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "${bucketArn(bucket.name)}"`;
      const why = "because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.";
      throw new AwsError("AccessDenied", `${who} ${why}`, 403);
    }
    bucket.policy = document;
    return { status: 204 };
  },
  trail: ({ bucket, headers, body }) => ({
    requestParameters: { bucketName: bucket, Host: headers["host"], policy: "", bucketPolicy: asJson(body) },
  }),
});

function malformed(why: string): AwsError {
  return new AwsError("MalformedPolicy", why, 400);
}

/** A bucket's policy speaks of that bucket and its objects. */
function refuseOtherResources({ text }: PolicyDocument, bucket: string): void {
  type Plain = { readonly Statement: unknown };
  const { Statement } = JSON.parse(text) as Plain;
  for (const { Resource, NotResource } of [Statement].flat() as Readonly<Record<string, string | string[]>>[]) {
    for (const resource of [Resource ?? NotResource ?? []].flat()) {
      const arn = bucketArn(bucket);
      if (resource !== arn && !resource.startsWith(`${arn}/`) && resource !== `${arn}*`)
        throw malformed("Policy has invalid resource");
    }
  }
}

function asJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
