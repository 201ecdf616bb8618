// The one filter of ListUsers and ListGroups: an attribute that must have a value.
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import { attribute } from "./define.ts";

export const filters = z
  .array(z.strictObject({ AttributePath: attribute, AttributeValue: attribute }))
  .max(1)
  .optional();

/** What passes; `path` is the attribute that AWS filters by. */
export function passing<T>(
  items: Iterable<T>,
  path: string,
  read: (item: T) => string | undefined,
  [filter]: NonNullable<z.infer<typeof filters>> = [],
): T[] {
  if (filter && filter.AttributePath.toLowerCase() !== path.toLowerCase())
    throw new NotImplementedError(`the filter ${filter.AttributePath} of the identity store`);
  const wanted = filter?.AttributeValue.toLowerCase();
  return [...items].filter((item) => wanted === undefined || read(item)?.toLowerCase() === wanted);
}
