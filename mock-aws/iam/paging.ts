// Marker, MaxItems and IsTruncated: how IAM gives long lists in pages.
import { AwsError } from "../aws-error.ts";
import { integer, text } from "../input.ts";
import { type Page as AnyPage, pageOf } from "../page.ts";

/** Members of the input of every operation that pages. */
export const PAGE = {
  Marker: text({ min: 1, max: 320, pattern: /[\u0020-\u00FF]+/ }).optional(),
  MaxItems: integer(1, 1000).optional(),
};

type PageWish = { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined };

export type Page<T> = {
  readonly items: readonly T[];
  /** For the answer, beside the items. */
  readonly more: { readonly IsTruncated: boolean; readonly Marker?: string };
};

const DEFAULT_SIZE = 100;

/** One page of the items in the order of their keys. */
export function page<T>(items: Iterable<T>, keyOf: (item: T) => string, wish: PageWish): Page<T> {
  const { items: shown, next } = read([...items], keyOf, wish);
  return { items: shown, more: next === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: next } };
}

/** What is no marker is refused in IAM's words. */
function read<T>(items: readonly T[], keyOf: (item: T) => string, { Marker, MaxItems }: PageWish): AnyPage<T> {
  try {
    return pageOf(items, keyOf, MaxItems ?? DEFAULT_SIZE, Marker);
  } catch (error) {
    if (error instanceof AwsError) throw new AwsError("ValidationError", "Invalid Marker.", 400);
    throw error;
  }
}
