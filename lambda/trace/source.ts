// A place to read CloudTrail from. LookupEvents is the first; log files and Athena answer the same questions.
import type { Time } from "../model.ts";
import type { RecordedCall } from "./graph.ts";

export type TrailQuestion = {
  readonly account: string;
  readonly attribute: "AccessKeyId" | "ResourceName" | "Username";
  readonly value: string;
  /** A Region may be further behind than the others. */
  from(region: string): Time;
  readonly to: Time;
  /** Only these; all that are enabled unless said. */
  readonly regions?: readonly string[];
  /** Milliseconds since 1970: nothing is asked of AWS after it. */
  readonly until: number;
};

export type TrailSource = {
  /** Never rejects: what cannot be read is a gap. */
  lookUp(question: TrailQuestion): Promise<SourceReading>;
};

export type SourceReading = {
  readonly parts: readonly RegionPart[];
  /** About the account as a whole: then there are no parts. */
  readonly gaps: readonly string[];
  readonly requests: number;
};

export type RegionPart = {
  readonly region: string;
  readonly calls: readonly RecordedCall[];
  /** What is missing, and why. Undefined where everything was read. */
  readonly gap?: string;
  /** Where something is missing: what is newer than this was read. */
  readonly readBackTo?: Time;
};

/** The gap of whatever was not asked for after `until`. Without Region and question: there may be hundreds. */
export const OUT_OF_TIME = "The time for reading CloudTrail was over before every Region was read to the end.";
