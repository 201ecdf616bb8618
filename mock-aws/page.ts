// Pages of a list in the order of its names: a token names the last item shown, so that changes in between lose nothing.
import { AwsError } from "./aws-error.ts";

export type Page<T> = { readonly items: readonly T[]; readonly next?: string };

/** Throws a ValidationException for a token that no page gave. */
export function pageOf<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  limit: number,
  token: string | undefined,
): Page<T> {
  const after = token === undefined ? undefined : readToken(token);
  const rest = after === undefined ? items : items.filter((item) => nameOf(item) > after);
  const shown = firstByName(rest, nameOf, limit + 1);
  if (shown.length <= limit) return { items: shown };
  const page = shown.slice(0, limit);
  return { items: page, next: writeToken(nameOf(page[limit - 1] as T)) };
}

/** The same of a list that keeps its order: the work is that of the page, however long the list is. */
export function pageOfOrdered<T>(
  behind: (name: string | undefined) => Iterable<T>,
  nameOf: (item: T) => string,
  limit: number,
  token: string | undefined,
): Page<T> {
  const items: T[] = [];
  for (const item of behind(token === undefined ? undefined : readToken(token))) {
    const last = items[limit - 1];
    if (last !== undefined) return { items, next: writeToken(nameOf(last)) };
    items.push(item);
  }
  return { items };
}

type PageWish = { readonly MaxResults: number; readonly NextToken?: string | undefined };

/** One page as JSON services answer it: the items under the name that the answer gives them. */
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

/** The first few in the order of their names; a page of a list of thousands is not worth sorting them all. */
function firstByName<T>(items: readonly T[], nameOf: (item: T) => string, count: number): T[] {
  const first: T[] = [];
  for (const item of items) {
    const name = nameOf(item);
    const last = first[count - 1];
    if (last !== undefined && nameOf(last) < name) continue;
    let place = first.length;
    for (let low = 0; low < place; ) {
      const middle = (low + place) >>> 1;
      if (nameOf(first[middle] as T) < name) low = middle + 1;
      else place = middle;
    }
    first.splice(place, 0, item);
    if (first.length > count) first.pop();
  }
  return first;
}

function writeToken(name: string): string {
  return Buffer.from(JSON.stringify([name])).toString("base64");
}

function readToken(token: string): string {
  try {
    const [name]: unknown[] = JSON.parse(Buffer.from(token, "base64").toString("utf8"));
    if (typeof name === "string") return name;
  } catch {
    // Not one of ours; refused below.
  }
  throw new AwsError("ValidationException", "Parameter NextToken is not valid.");
}
