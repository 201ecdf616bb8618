// A call on the trail that the local AWS has no operation for, by somebody whose credential has signed one before.
import { randomUUID } from "node:crypto";
import { appendToTrail, wholeTrail } from "../../mock-aws/cloudtrail/trail.ts";
import type { TrailRecord } from "../../mock-aws/cloudtrail/trail-record.ts";
import type { Clients, TestAws } from "./local-aws.ts";

/** `call`: `lambda:CreateFunction20150331`. Answers the event's id. */
export function plantCall(
  aws: TestAws,
  { keys }: Clients,
  call: string,
  change: Partial<TrailRecord> & { readonly asked?: unknown; readonly answered?: unknown } = {},
): string {
  const world = aws.aws.world();
  const earlier = wholeTrail(world).find(({ record }) => record.userIdentity.accessKeyId === keys.accessKeyId);
  if (!earlier) throw new Error(`${keys.accessKeyId} has called nothing yet: nobody knows how its calls are signed.`);
  const [service, eventName = ""] = call.split(":");
  const { asked = null, answered = null, ...more } = change;
  const eventID = randomUUID();
  appendToTrail(world, {
    ...earlier.record,
    eventTime: `${new Date(aws.now()).toISOString().slice(0, 19)}Z`,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    readOnly: false,
    requestParameters: asked,
    responseElements: answered,
    requestID: randomUUID(),
    eventID,
    ...more,
  });
  return eventID;
}
