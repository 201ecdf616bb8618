// The event by which EventBridge brings a call from CloudTrail.

export const TRAIL_EVENT = "AWS API Call via CloudTrail";

export type TrailEvent = { readonly "detail-type": typeof TRAIL_EVENT; readonly detail: unknown };

export function isTrailEvent(event: unknown): event is TrailEvent {
  return (
    typeof event === "object" &&
    event !== null &&
    "detail" in event &&
    Reflect.get(event, "detail-type") === TRAIL_EVENT
  );
}
