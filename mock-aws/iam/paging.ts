// Marker, MaxItems and IsTruncated: how IAM gives long lists in pages.
import { AwsError } from "../aws-error.ts";
import { integer, text } from "../input.ts";
import { type Page as AnyPage, pageOf, pageOfOrdered } from "../page.ts";
import type { Drawer } from "./drawer.ts";

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
  return read(wish, (limit, token) => pageOf([...items], keyOf, limit, token));
}

/** One page of what a drawer holds and `isWanted`, without a look at what comes before or behind it. */
export function pageOfDrawer<T extends { readonly name: string }>(
  drawer: Drawer<T>,
  isWanted: (item: T) => boolean,
  wish: PageWish,
): Page<T> {
  function* behind(name: string | undefined): Iterable<T> {
    for (const item of drawer.behind(name)) if (isWanted(item)) yield item;
  }
  return read(wish, (limit, token) => pageOfOrdered(behind, ({ name }) => name, limit, token));
}

/** What is no marker is refused in IAM's words. */
function read<T>(
  { Marker, MaxItems }: PageWish,
  take: (limit: number, token: string | undefined) => AnyPage<T>,
): Page<T> {
  try {
    const { items, next } = take(MaxItems ?? DEFAULT_SIZE, Marker);
    return { items, more: next === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: next } };
  } catch (error) {
    if (error instanceof AwsError) throw new AwsError("ValidationError", "Invalid Marker.", 400);
    throw error;
  }
}
