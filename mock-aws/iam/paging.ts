// Marker, MaxItems and IsTruncated: how IAM gives long lists in pages.
import { AwsError } from "../aws-error.ts";
import { integer, text } from "../input.ts";

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

/** One page of the items in the order of their keys; a marker names the last key shown, so that deletions skip nothing. */
export function page<T>(items: Iterable<T>, keyOf: (item: T) => string, wish: PageWish): Page<T> {
  const keyed = [...items].map((item) => ({ key: keyOf(item), item }));
  const after = wish.Marker === undefined ? undefined : readMarker(wish.Marker);
  const rest = keyed.filter(({ key }) => after === undefined || key > after).sort((a, b) => (a.key < b.key ? -1 : 1));
  const shown = rest.slice(0, wish.MaxItems ?? DEFAULT_SIZE);
  const last = shown.at(-1);
  const more =
    last && shown.length < rest.length ? { IsTruncated: true, Marker: writeMarker(last.key) } : { IsTruncated: false };
  return { items: shown.map(({ item }) => item), more };
}

function writeMarker(key: string): string {
  return Buffer.from(JSON.stringify([key])).toString("base64url");
}

function readMarker(marker: string): string {
  try {
    const [key] = JSON.parse(Buffer.from(marker, "base64url").toString("utf8"));
    if (typeof key === "string") return key;
  } catch {
    // Not one of ours: refused below.
  }
  throw new AwsError("ValidationError", "Invalid Marker.", 400);
}
