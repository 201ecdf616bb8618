// Access control lists: new buckets have none, and so has the local AWS.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
import { AwsError } from "../aws-error.ts";

/** Lists that say what holds anyway are taken, as S3 takes them. */
export function refuseAcl(headers: Readonly<Record<string, string>>): void {
  const acl = headers["x-amz-acl"];
  if (acl === undefined || acl === "private" || acl === "bucket-owner-full-control") return;
  throw new AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs", 400);
}
