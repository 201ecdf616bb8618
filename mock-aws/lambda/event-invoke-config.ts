// The settings of asynchronous invocation as calls give them and answers show them.
// https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { integer, text } from "../input.ts";
import type { Call } from "../operation.ts";
import { checkDestination, noPermissionOn, refuse } from "./check-destination.ts";
import { functionName } from "./function-name.ts";
import type { EventInvokeConfig, LambdaFunction } from "./functions.ts";

const destination = z.strictObject({ Destination: text({ max: 350 }).optional() });

export const eventInvokeConfigInput = z.object({
  FunctionName: functionName,
  Qualifier: z.string().optional(),
  MaximumRetryAttempts: integer(0, 2).optional(),
  MaximumEventAgeInSeconds: integer(60, 21600).optional(),
  DestinationConfig: z
    .strictObject({ OnSuccess: destination.optional(), OnFailure: destination.optional() })
    .optional(),
});

type Wish = z.infer<typeof eventInvokeConfigInput>;

/** What was not said stays as it was before; Put has no before. An empty destination takes it away. */
export function setEventInvokeConfig(
  target: LambdaFunction,
  { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig }: Wish,
  { world, now }: Call,
  before: Partial<EventInvokeConfig>,
) {
  if ([MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig].every((one) => one === undefined)) {
    refuse("You must specify at least one of error handling or destination setting."); // [published]
  }
  const named = DestinationConfig && {
    onSuccess: DestinationConfig.OnSuccess?.Destination || undefined,
    onFailure: DestinationConfig.OnFailure?.Destination || undefined,
  };
  for (const arn of [named?.onSuccess, named?.onFailure]) {
    if (arn !== undefined) checkDestination(world, target, arn, noPermissionOn(arn));
  }
  target.asynchronous = {
    modifiedAt: now,
    retries: MaximumRetryAttempts ?? before.retries,
    maximumAgeSeconds: MaximumEventAgeInSeconds ?? before.maximumAgeSeconds,
    onSuccess: named ? named.onSuccess : before.onSuccess,
    onFailure: named ? named.onFailure : before.onFailure,
  };
  return showEventInvokeConfig(target, target.asynchronous);
}

/** Throws ResourceNotFoundException [published]. */
export function eventInvokeConfigOf({ arn, asynchronous }: LambdaFunction): EventInvokeConfig {
  if (asynchronous) return asynchronous;
  const message = `The function ${arn}:$LATEST doesn't have an EventInvokeConfig`;
  throw new AwsError("ResourceNotFoundException", message, 404, { Type: "User" });
}

export function showEventInvokeConfig({ arn }: LambdaFunction, config: EventInvokeConfig) {
  const { modifiedAt, retries, maximumAgeSeconds, onSuccess, onFailure } = config;
  return {
    FunctionArn: `${arn}:$LATEST`,
    LastModified: new Date(modifiedAt),
    MaximumRetryAttempts: retries,
    MaximumEventAgeInSeconds: maximumAgeSeconds,
    DestinationConfig: {
      OnSuccess: onSuccess === undefined ? {} : { Destination: onSuccess },
      OnFailure: onFailure === undefined ? {} : { Destination: onFailure },
    },
  };
}
