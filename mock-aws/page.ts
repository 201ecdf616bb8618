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
  const compare = (one: T, other: T) => (nameOf(one) < nameOf(other) ? -1 : 1);
  const rest = [...items].sort(compare).filter((item) => after === undefined || nameOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return last === undefined || rest.length <= limit ? { items: page } : { items: page, next: writeToken(nameOf(last)) };
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
