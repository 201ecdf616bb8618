// The ARN of a detector.
import { PARTITION } from "../world.ts";

export function detectorArn(account: string, region: string, id: string): string {
  return `arn:${PARTITION}:guardduty:${region}:${account}:detector/${id}`;
}
