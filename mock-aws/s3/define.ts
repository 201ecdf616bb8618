// What every operation of S3 shares: refusing what is not implemented, and who is expected to own the bucket.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { type Access, type Call, type Operation, operation, type TrailDetail } from "../operation.ts";
import { buckets } from "./buckets.ts";
import type { S3Answer, S3Request } from "./protocol.ts";
import { trailOfRequest } from "./trail.ts";

type S3Definition = {
  readonly name: string;
  readonly trailName?: string;
  readonly readOnly: boolean;
  readonly dataEvent?: boolean;
  /** Headers of AWS's own that it understands, beside those that every operation does; a trailing `*` opens a family. */
  readonly headers?: readonly string[];
  readonly query?: readonly string[];
  authorize(request: S3Request, call: Call): readonly Access[] | "none";
  run(request: S3Request, call: Call): S3Answer;
  trail?(request: S3Request, answer: S3Answer | undefined, call: Call): TrailDetail;
};

/** How requests are signed and sent; means nothing to the operation. */
const TRANSPORT = [
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-decoded-content-length",
  "x-amz-expected-bucket-owner",
  "x-amz-request-payer",
  "x-amz-sdk-checksum-algorithm",
  "x-amz-security-token",
  "x-amz-trailer",
  "x-amz-user-agent",
];

export function s3Operation({ headers = [], query = [], run, trail, ...definition }: S3Definition): Operation {
  return operation({
    ...definition,
    input: z.custom<S3Request>().transform((request) => {
      for (const name of Object.keys(request.headers))
        if (name.startsWith("x-amz-")) refuseUnknown(name, [...TRANSPORT, ...headers]);
      for (const name of Object.keys(request.query)) if (!/^(x-amz-|x-id$)/i.test(name)) refuseUnknown(name, query);
      return request;
    }),
    run(request, call) {
      refuseOtherOwner(request, call);
      return run(request, call);
    },
    trail: (request, answer, call) => ({ ...trailOfRequest(request, call), ...trail?.(request, answer, call) }),
  });
}

function refuseUnknown(name: string, known: readonly string[]): void {
  if (known.some((one) => (one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : name === one))) return;
  const message = "A header or query you provided implies functionality that is not implemented by the local AWS.";
  throw new AwsError("NotImplemented", message, 501, { Header: name });
}

function refuseOtherOwner({ bucket, headers }: S3Request, { world }: Call): void {
  const expected = headers["x-amz-expected-bucket-owner"];
  const owner = bucket === undefined ? undefined : buckets(world).get(bucket)?.account;
  if (expected !== undefined && owner !== undefined && expected !== owner)
    throw new AwsError("AccessDenied", "Access Denied", 403);
}
