// What reading CloudTrail gives, from wherever it is read.
import type { Time } from "../model.ts";

/** One event of the trail, as far as this project asks. Everything in it may be an attacker's words. */
export type TrailEvent = {
  readonly eventId: string;
  readonly at: Time;
  readonly region: string;
  readonly source: string;
  readonly name: string;
  readonly accessKeyId?: string;
  readonly requestId?: string;
  readonly errorCode?: string;
};

export type TrailReading = {
  readonly events: readonly TrailEvent[];
  /** The Regions that were read whole, up to `through`. */
  readonly regions: readonly string[];
  readonly through: Time;
  /** What could not be read, each with the reason: silence there proves nothing. */
  readonly gaps: readonly string[];
};
