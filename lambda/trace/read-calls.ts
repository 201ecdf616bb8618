// One question to LookupEvents in one Region, answered with whole records.
import type { Aws } from "../aws.ts";
import type { RecordedCall } from "./graph.ts";
import type { Pace } from "./pace.ts";
import { type Lookup, readPages } from "./read-pages.ts";
import { readRecordedCall } from "./recorded-call.ts";

/** Never rejects, and does not say what is missing: for whoever asks again. */
export async function readCalls(
  aws: Aws,
  region: string,
  lookup: Lookup,
  pace: Pace,
): Promise<readonly RecordedCall[]> {
  const { events } = await readPages(aws, region, lookup, pace);
  return events.flatMap((event) => readRecordedCall(event, region, aws.account));
}
