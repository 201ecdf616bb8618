// What a walk does not know, in words for a person: nothing of it is silence that proves something.
import type { Time } from "../model.ts";
import type { TraceGraph } from "./graph.ts";
import { isFollowed } from "./next-node.ts";

type Walked = {
  readonly to: Time;
  /** For how long the source keeps events. */
  readonly keptMs?: number | undefined;
  readonly cutCalls: number;
  /** The time for the walk was over before all of it was done. */
  readonly ranOut: boolean;
};

/** For how long LookupEvents keeps events. */
const KEPT_MS = 90 * 24 * 60 * 60_000;

export function whatIsMissing(
  graph: TraceGraph,
  { to, keptMs = KEPT_MS, cutCalls, ranOut }: Walked,
): readonly string[] {
  const followed = graph.nodes.filter(isFollowed);
  const unread = followed.filter(({ read }) => read.through !== to || Object.keys(read.behind).length > 0).length;
  const oldest = new Date(Math.max(Date.parse(to) - keptMs, 0)).toISOString();
  const tooOld = followed.filter(({ since }) => since < oldest).length;
  const holes = followed.flatMap(({ id, read }) =>
    Object.entries(read.behind).flatMap(([region, { hole }]) =>
      hole ? `The calls of ${id} in ${region} from ${hole.from} to ${hole.to} are still to be read.` : [],
    ),
  );
  return [
    ...holes,
    ...(ranOut && unread > 0
      ? [
          `The time for the walk was over before ${unread} of ${followed.length} credentials were read to the end. The next walk begins with those that were not read at all.`,
        ]
      : []),
    ...(graph.cut.nodes > 0
      ? [`The incident has more credentials than the trace keeps: ${graph.cut.nodes} that were found are not followed.`]
      : []),
    ...(cutCalls > 0 ? [`${cutCalls} calls were read and are not looked at further: there were too many.`] : []),
    ...(tooOld > 0
      ? [`CloudTrail's history ends at ${oldest}: what ${tooOld} credentials did before is not in it.`]
      : []),
  ];
}
