// s3:CreateBucket — https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { HOME_REGION } from "../world.ts";
import { requestKeys } from "./access.ts";
import { refuseAcl } from "./acl.ts";
import { bucketArn, buckets } from "./buckets.ts";
import { s3Operation } from "./define.ts";
import { readXml } from "./read-xml.ts";

export const createBucket = s3Operation({
  name: "CreateBucket",
  readOnly: false,
  headers: ["x-amz-acl", "x-amz-object-ownership"],
  authorize: ({ bucket = "", body }, call) => [
    {
      action: "s3:CreateBucket",
      resource: bucketArn(bucket),
      context: { ...requestKeys(call), "s3:LocationConstraint": locationOf(body) },
    },
  ],
  run({ bucket: name = "", body, headers }, { world, caller, region, now }) {
    refuseBadName(name);
    refuseAcl(headers);
    if ((headers["x-amz-object-ownership"] ?? "BucketOwnerEnforced") !== "BucketOwnerEnforced") {
      throw new NotImplementedError("object ownership other than BucketOwnerEnforced");
    }
    refuseWrongLocation(locationOf(body), region);
    const known = buckets(world).get(name);
    if (known && known.account !== caller.account) {
      const message =
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.";
      throw new AwsError("BucketAlreadyExists", message, 409, { BucketName: name });
    }
    // Outside us-east-1 making one's own bucket again is an error.
    if (known && !(known.region === HOME_REGION && region === HOME_REGION)) {
      const message = "Your previous request to create the named bucket succeeded and you already own it.";
      throw new AwsError("BucketAlreadyOwnedByYou", message, 409, { BucketName: name });
    }
    const publicAccessBlock = {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    };
    if (!known) {
      buckets(world).set(name, {
        name,
        account: caller.account,
        region,
        createdAt: now,
        objects: new Map(),
        publicAccessBlock,
      });
    }
    return { headers: { location: `/${name}`, "x-amz-bucket-arn": bucketArn(name) } };
  },
});

function locationOf(body: Buffer): string | undefined {
  if (body.length === 0) return undefined;
  const { LocationConstraint, ...others } = readXml(body, "CreateBucketConfiguration");
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new NotImplementedError(`${unknown} of s3:CreateBucket`);
  return typeof LocationConstraint === "string" && LocationConstraint !== "" ? LocationConstraint : undefined;
}

function refuseWrongLocation(location: string | undefined, region: string): void {
  const wished = location === "EU" ? "eu-west-1" : (location ?? HOME_REGION);
  if (wished === region) return;
  const message =
    location === undefined
      ? "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to."
      : `The ${location} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  throw new AwsError("IllegalLocationConstraintException", message, 400);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function refuseBadName(name: string): void {
  const isGood =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes("..") &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-)/.test(name) &&
    !/(-s3alias|--ol-s3|--x-s3|--table-s3|\.mrap)$/.test(name);
  if (!isGood) throw new AwsError("InvalidBucketName", "The specified bucket is not valid.", 400, { BucketName: name });
}
