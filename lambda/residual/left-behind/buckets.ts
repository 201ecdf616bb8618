// S3 buckets: who may read them, where they are copied to, what protects what is in them.
//
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
import type { ResidualKind, Rule } from "../kind.ts";
import { allowedPrincipals } from "../policy-principals.ts";
import { valueAt } from "../values.ts";

const BUCKET = "bucket {bucketName}";
/** Its name is one Region's: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html */
const ACCESS_POINT = "access point {name} in {@region}";

/** A setting of a bucket: `get` and `back` are operations of `aws s3api`. */
function setting(what: string, why: string, get: string, ...back: readonly string[]): Rule {
  const commands = [get, ...back].map((operation) => `s3api ${operation} --bucket {bucketName}`);
  return { leaves: `${what} of ${BUCKET}`, of: BUCKET, why, commands };
}

const letsIn: Rule["detail"] = ({ asked }) =>
  allowedPrincipals(valueAt(asked, "bucketPolicy") ?? valueAt(asked, "policy"));

const POLICY = `policy of ${BUCKET}`;
const OPEN =
  "Others, also in other accounts, read or write the bucket by its own policy: no deny on a principal of this account reaches them.";
const EXPOSED = "Public access that was blocked counts again.";
const PROTECTION = "It protected what is in the bucket.";
const COPIES = "Every new object is copied there.";

const block: Rule = {
  ...setting("block of public access", EXPOSED, "get-public-access-block"),
  commands: [
    "s3api put-public-access-block --bucket {bucketName} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
  ],
};
const accountBlock: Rule = {
  leaves: "block of public access of the account",
  why: EXPOSED,
  commands: [
    "s3control put-public-access-block --account-id {@account} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
  ],
};
const lifecycle = setting(
  "lifecycle",
  "Objects, logs among them, are deleted after the days that it says.",
  "get-bucket-lifecycle-configuration",
  "delete-bucket-lifecycle",
);
const replication = setting("replication", COPIES, "get-bucket-replication", "delete-bucket-replication");
const encryption = setting(
  "encryption",
  "With a key of another account, new objects cannot be read here once it is taken away.",
  "get-bucket-encryption",
);

const objectLock = setting("object lock", PROTECTION, "get-object-lock-configuration");

export const buckets: ResidualKind = {
  kind: "bucket",
  section: "left-behind",
  title: "S3 buckets",
  why: "The bucket keeps the setting.",
  calls: {
    "s3:CreateBucket": { repeats: true, leaves: BUCKET, commands: ["s3api delete-bucket --bucket {bucketName}"] },
    "s3:DeleteBucket": { ends: BUCKET, why: "What was in it is gone, and anybody may take the name." },
    "s3:PutBucketPolicy": {
      ...setting("policy", OPEN, "get-bucket-policy", "delete-bucket-policy"),
      replaces: true,
      detail: letsIn,
      byHand: "Put the bucket's own policy back: the old text is not on the trail.",
    },
    "s3:DeleteBucketPolicy": { ends: POLICY, why: "What the policy denied is allowed again." },
    "s3:PutBucketAcl": {
      leaves: `access list of ${BUCKET}`,
      of: BUCKET,
      why: OPEN,
      commands: [
        "s3api get-bucket-acl --bucket {bucketName}",
        "s3api put-bucket-acl --bucket {bucketName} --acl private",
      ],
    },
    "s3:PutObjectAcl": {
      leaves: `access list of objects in ${BUCKET}`,
      of: BUCKET,
      why: OPEN,
      commands: [
        "s3api put-bucket-ownership-controls --bucket {bucketName} --ownership-controls Rules=[ObjectOwnership=BucketOwnerEnforced]",
      ],
    },
    "s3:PutBucketOwnershipControls": setting(
      "ownership of objects",
      "Access lists may count again.",
      "get-bucket-ownership-controls",
    ),
    "s3:DeleteBucketOwnershipControls": setting(
      "ownership of objects",
      "Access lists may count again.",
      "get-bucket-ownership-controls",
    ),
    "s3:PutBucketPublicAccessBlock": block,
    "s3:DeleteBucketPublicAccessBlock": block,
    "s3:PutAccountPublicAccessBlock": accountBlock,
    "s3:DeleteAccountPublicAccessBlock": accountBlock,
    "s3:PutBucketReplication": { ...replication, repeats: true },
    "s3:DeleteBucketReplication": { ends: `replication of ${BUCKET}`, why: "The copy is no longer kept up." },
    "s3:PutBucketLifecycle": lifecycle,
    "s3:PutBucketLifecycleConfiguration": lifecycle,
    "s3:PutBucketVersioning": setting("versioning", PROTECTION, "get-bucket-versioning"),
    "s3:PutBucketEncryption": encryption,
    "s3:DeleteBucketEncryption": encryption,
    "s3:PutBucketLogging": setting(
      "access log",
      "What is done in the bucket is no longer written down, or elsewhere.",
      "get-bucket-logging",
    ),
    "s3:PutBucketNotification": setting("notifications", COPIES, "get-bucket-notification-configuration"),
    "s3:PutBucketWebsite": setting("web site", OPEN, "get-bucket-website", "delete-bucket-website"),
    "s3:PutBucketCors": setting(
      "CORS",
      "Pages of others may read it with a visitor's rights.",
      "get-bucket-cors",
      "delete-bucket-cors",
    ),
    "s3:PutObjectLockConfiguration": objectLock,
    "s3:PutBucketObjectLockConfiguration": objectLock,
    "s3:CreateAccessPoint": {
      leaves: ACCESS_POINT,
      why: OPEN,
      commands: ["s3control delete-access-point --account-id {@account} --name {name}"],
    },
    "s3:DeleteAccessPoint": { ends: ACCESS_POINT },
    "s3:PutAccessPointPolicy": {
      repeats: true,
      leaves: `policy of ${ACCESS_POINT}`,
      of: ACCESS_POINT,
      why: OPEN,
      detail: letsIn,
      commands: ["s3control delete-access-point-policy --account-id {@account} --name {name}"],
    },
    "s3:DeleteAccessPointPolicy": { ends: `policy of ${ACCESS_POINT}` },
    "s3:DeleteObject": { leaves: `deleted objects in ${BUCKET}`, why: "Without versions they are gone." },
    "s3:DeleteObjects": { leaves: `deleted objects in ${BUCKET}`, why: "Without versions they are gone." },
    "s3:PutObject": {
      leaves: `written objects in ${BUCKET}`,
      why: "What was overwritten or put there is used by whoever reads it.",
    },
    "s3:CopyObject": {
      leaves: `written objects in ${BUCKET}`,
      why: "A copy under another key of encryption locks its owner out.",
    },
  },
};
