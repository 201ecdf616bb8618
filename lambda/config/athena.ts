// Where the organization's trail lies, for the trace through Athena, and what it may cost.
import * as z from "zod";

const GIGABYTE = 1_000_000_000;

/** Athena takes no lower limit: https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
const LEAST_CUTOFF = 10 * 1024 * 1024;

export const athena = z
  .strictObject({
    location: z
      .string()
      .regex(
        /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w.-]+)*\/AWSLogs(\/o-[a-z0-9]{10,32})?$/,
        'must be what stands before the accounts, as "s3://logs/AWSLogs/o-a1b2c3d4e5"',
      )
      .meta({ title: "folder in S3" })
      .describe("Where the trail writes: bucket, prefix, `AWSLogs`, and of an organization's trail the organization."),
    key: z
      .string()
      .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/, "must be the ARN of a key of KMS")
      .optional()
      .meta({ title: "ARN of a KMS key" })
      .describe("The key that the log files are encrypted with, where it is not S3's own."),
    mostBytesPerQuery: z
      .int()
      .min(LEAST_CUTOFF)
      .default(200 * GIGABYTE)
      .describe("Athena ends a query that reads more than this. What it was for is then a gap."),
    mostBytesPerDay: z
      .int()
      .positive()
      .default(1000 * GIGABYTE)
      .describe("How much may be read for one incident in a day (UTC). What is over it is a gap until the next day."),
  })
  .optional()
  .describe(
    "Trace through Athena over an organization's trail instead of LookupEvents: where accounts and their calls are too many for two requests a second. Without it, LookupEvents. The proof asks LookupEvents in any case.",
  );
