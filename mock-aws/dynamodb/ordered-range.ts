// The values between two keys of an ordered tree, from either end.
import type sorted from "sorted-btree";

export type Range = {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
};

/** Lazily: who stops early pays for what they have seen. */
export function* orderedRange<T>(tree: sorted.default<string, T>, range: Range): Generator<T> {
  const { gt, gte, lt, lte, reverse = false } = range;
  const isBelow = (key: string) => (gt !== undefined && key <= gt) || (gte !== undefined && key < gte);
  const isAbove = (key: string) => (lt !== undefined && key >= lt) || (lte !== undefined && key > lte);
  const entries = reverse ? tree.entriesReversed(lte ?? lt) : tree.entries(gte ?? gt);
  const [isBefore, isBehind] = reverse ? [isAbove, isBelow] : [isBelow, isAbove];
  for (const [key, value] of entries) {
    if (isBehind(key)) return;
    if (!isBefore(key)) yield value;
  }
}
