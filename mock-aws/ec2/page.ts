// Paging through a list: a token says how far the last page went.
import { AwsError } from "../aws-error.ts";

export type Page<T> = { readonly items: readonly T[]; readonly nextToken?: string };

export function page<T>(all: readonly T[], size: number | undefined, token: string | undefined): Page<T> {
  const start = token === undefined ? 0 : positionOf(token);
  const end = size === undefined ? all.length : start + size;
  const items = all.slice(start, end);
  return end < all.length ? { items, nextToken: Buffer.from(`after ${end}`).toString("base64") } : { items };
}

function positionOf(token: string): number {
  const [, position] = /^after (\d+)$/.exec(Buffer.from(token, "base64").toString()) ?? [];
  if (position === undefined) throw new AwsError("InvalidNextToken", "The specified NextToken is invalid.", 400);
  return Number(position);
}
