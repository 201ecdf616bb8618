// The ways in that fit into one entry of the ledger, the dangerous ones first: DynamoDB takes 400 KB an item.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
import type { Openness, WayIn, WaysIn } from "./way-in.ts";

/** The incident's head carries the report too, beside all else that it has. */
const MOST_BYTES = 60_000;

const ORDER: readonly Openness[] = ["yes", "depends", "not-visible", "listed", "no"];

export function mostThatFit(ways: readonly WayIn[]): WaysIn {
  const rank = ({ open, ofIncident }: WayIn) => ORDER.indexOf(open) - (ofIncident && open !== "no" ? ORDER.length : 0);
  const sorted = [...ways].sort((one, other) => rank(one) - rank(other));
  let left = MOST_BYTES;
  const fitting = sorted.filter((way) => {
    left -= Buffer.byteLength(JSON.stringify(way));
    return left >= 0;
  });
  const more = sorted.length - fitting.length;
  return { ways: fitting, gaps: more > 0 ? [`There are ${more} more ways in than are listed here.`] : [] };
}
