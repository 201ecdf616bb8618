// cloudtrail:CreateTrail — https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { bool } from "../input.ts";
import { operation } from "../operation.ts";
import { buckets } from "../s3/buckets.ts";
import { onTrail, showTrail, type Trail, trailArn, trails } from "./trails.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const MOST_IN_A_REGION = 5;

/** Nothing is written into the bucket; it has to be there. A new trail does not log before StartLogging. */
export const createTrail = operation({
  name: "CreateTrail",
  readOnly: false,
  input: z.object({
    Name: z.string(),
    S3BucketName: z.string(),
    S3KeyPrefix: z.string().max(200).optional(),
    IncludeGlobalServiceEvents: bool().default(true),
    IsMultiRegionTrail: bool().default(false),
    EnableLogFileValidation: bool().default(false),
    IsOrganizationTrail: bool().default(false),
  }),
  authorize: ({ Name }, call) => onTrail("CreateTrail", Name, call),
  run(wish, { world, caller: { account }, region: homeRegion }) {
    if (wish.IsOrganizationTrail) throw new NotImplementedError("trails of an organization");
    const { Name: name, S3BucketName: bucket } = wish;
    checkName(name);
    if (wish.IsMultiRegionTrail && !wish.IncludeGlobalServiceEvents) {
      const message = "Multi-Region trail must include global service events.";
      throw new AwsError("InvalidParameterCombinationException", message);
    }
    if (!buckets(world).has(bucket)) {
      throw new AwsError("S3BucketDoesNotExistException", `S3 bucket ${bucket} does not exist!`);
    }
    const own = trails(world, account);
    const arn = trailArn(account, homeRegion, name);
    if (own.has(arn)) {
      throw new AwsError("TrailAlreadyExistsException", `Trail ${name} already exists for customer: ${account}`);
    }
    if ([...own.values()].filter((trail) => trail.homeRegion === homeRegion).length >= MOST_IN_A_REGION) {
      const message = `User: ${account} already has ${MOST_IN_A_REGION} trails in ${homeRegion}.`;
      throw new AwsError("MaximumNumberOfTrailsExceededException", message);
    }
    const trail: Trail = {
      name,
      arn,
      homeRegion,
      bucket,
      prefix: wish.S3KeyPrefix,
      isMultiRegion: wish.IsMultiRegionTrail,
      hasGlobalEvents: wish.IncludeGlobalServiceEvents,
      isValidated: wish.EnableLogFileValidation,
      isLogging: false,
    };
    own.set(arn, trail);
    const { HomeRegion, HasCustomEventSelectors, HasInsightSelectors, ...shown } = showTrail(trail);
    return shown;
  },
});

function checkName(name: string): void {
  if (/^(?!.*[._-]{2})(?!\d{1,3}(\.\d{1,3}){3}$)[A-Za-z0-9][\w.-]{1,126}[A-Za-z0-9]$/.test(name)) return;
  const message =
    "Trail name must be between 3 and 128 characters, start and end with a letter or number, hold only letters, numbers, periods, underscores and dashes, no two of them adjacent, and not be an IP address.";
  throw new AwsError("InvalidTrailNameException", message);
}
