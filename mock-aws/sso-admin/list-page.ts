// One page of a list, under the name that the answer gives it.
import { pageOf } from "../page.ts";

type PageWish = { readonly MaxResults: number; readonly NextToken?: string | undefined };

export function listPage<T>(
  name: string,
  items: readonly T[],
  keyOf: (item: T) => string,
  show: (item: T) => unknown,
  { MaxResults, NextToken }: PageWish,
) {
  const { items: shown, next } = pageOf(items, keyOf, MaxResults, NextToken);
  return { [name]: shown.map(show), ...(next === undefined ? {} : { NextToken: next }) };
}
