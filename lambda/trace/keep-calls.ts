// Which calls a walk hands on where there are too many: what changed something before what only read.
import type { RecordedCall } from "./graph.ts";

/** `node`: whose credential signed it. */
export type WalkedCall = RecordedCall & { readonly node: string };

/** Oldest first. */
export function keepCalls(calls: readonly WalkedCall[], most: number): readonly WalkedCall[] {
  const worth = (call: WalkedCall) => (call.issued ? 0 : call.readOnly ? 2 : 1);
  const kept = calls.length <= most ? calls : calls.toSorted((one, other) => worth(one) - worth(other)).slice(0, most);
  return kept.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}
