// The trail's line for a call that a service of AWS makes on somebody's behalf, under its own name.
import { appendToTrail } from "./cloudtrail/trail.ts";
import type { TrailRecord, UserIdentity } from "./cloudtrail/trail-record.ts";
import { deliverTrailEntries } from "./events/deliver-trail.ts";
import { uuid } from "./ids.ts";
import type { World } from "./world.ts";

type ServiceCall = Pick<
  TrailRecord,
  "eventSource" | "eventName" | "readOnly" | "requestParameters" | "errorCode" | "errorMessage" | "resources"
> & {
  /** `ec2.amazonaws.com` */
  readonly service: string;
  readonly account: string;
  readonly region: string;
  readonly responseElements?: unknown;
  /** Whom it calls for, where the trail names somebody; else itself. */
  readonly caller?: UserIdentity;
};

export function recordServiceCall(world: World, { service, account, region, caller, ...call }: ServiceCall): void {
  const entry = appendToTrail(world, {
    eventVersion: "1.11",
    userIdentity: caller ?? { type: "AWSService", invokedBy: service },
    eventTime: `${new Date(world.clock.now()).toISOString().slice(0, 19)}Z`,
    awsRegion: region,
    sourceIPAddress: service,
    userAgent: service,
    responseElements: null,
    ...call,
    requestID: uuid(world.random),
    eventID: uuid(world.random),
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: account,
    sharedEventID: uuid(world.random),
    eventCategory: "Management",
  });
  deliverTrailEntries(world, [entry]);
}
