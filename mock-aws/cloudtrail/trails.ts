// Trails as they are set up. Every account has the event history and its events on EventBridge with or without one.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { text } from "../input.ts";
import type { Access, Call } from "../operation.ts";
import { PARTITION, perAccount } from "../world.ts";

export type Selectors =
  | { readonly EventSelectors: readonly object[] }
  | { readonly AdvancedEventSelectors: readonly object[] };

export type Trail = {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
  readonly bucket: string;
  readonly prefix?: string | undefined;
  readonly isMultiRegion: boolean;
  readonly hasGlobalEvents: boolean;
  readonly isValidated: boolean;
  isLogging: boolean;
  startedAt?: Instant;
  stoppedAt?: Instant;
  /** AWS's own choice where there is none: every management event. */
  selectors?: Selectors;
};

/** By ARN. */
export const trails = perAccount<Map<string, Trail>>(() => new Map());

export function trailArn(account: string, region: string, name: string): string {
  return `arn:${PARTITION}:cloudtrail:${region}:${account}:trail/${name}`;
}

/** A name, of a trail of the Region called, or an ARN. */
export const trailName = text({ min: 1, max: 2048 });

/** The trails that are seen in a Region: its own, and those of others that log every Region. */
export function seenIn(call: Pick<Call, "world" | "caller" | "region">): readonly Trail[] {
  const all = [...trails(call.world, call.caller.account).values()];
  return all.filter(({ homeRegion, isMultiRegion }) => isMultiRegion || homeRegion === call.region);
}

/** Throws TrailNotFoundException. */
export function findTrail(said: string, call: Call): Trail {
  const arn = arnOf(said, call);
  const trail = trails(call.world, call.caller.account).get(arn) ?? seenIn(call).find(({ name }) => name === said);
  if (trail) return trail;
  throw new AwsError("TrailNotFoundException", `Unknown trail: ${arn} for the user: ${call.caller.account}`);
}

/** Throws InvalidHomeRegionException too: what changes a trail is asked for where it is at home. */
export function findTrailAtHome(said: string, call: Call): Trail {
  const trail = findTrail(said, call);
  if (trail.homeRegion === call.region) return trail;
  const message = `The request must be made from the home region of the trail: ${trail.homeRegion}`;
  throw new AwsError("InvalidHomeRegionException", message);
}

export function onTrail(action: string, said: string, call: Call): readonly Access[] {
  return [{ action: `cloudtrail:${action}`, resource: arnOf(said, call) }];
}

function arnOf(said: string, { caller, region }: Call): string {
  return said.startsWith("arn:") ? said : trailArn(caller.account, region, said);
}

export function showTrail({ name, arn, bucket, prefix, homeRegion, selectors, ...trail }: Trail) {
  return {
    Name: name,
    S3BucketName: bucket,
    ...(prefix === undefined ? {} : { S3KeyPrefix: prefix }),
    IncludeGlobalServiceEvents: trail.hasGlobalEvents,
    IsMultiRegionTrail: trail.isMultiRegion,
    HomeRegion: homeRegion,
    TrailARN: arn,
    LogFileValidationEnabled: trail.isValidated,
    HasCustomEventSelectors: selectors !== undefined,
    HasInsightSelectors: false,
    IsOrganizationTrail: false,
  };
}

export const namedTrail = z.object({ Name: trailName });
