// Reading by a schema that is made for the first event that needs it, and compiled for the second: a cold start has one to read.
import type * as z from "zod";

export type Reader<S extends z.ZodType> = (value: unknown) => z.ZodSafeParseResult<z.output<S>>;

/** What is read. */
export type Read<R> = R extends Reader<infer S> ? z.output<S> : never;

export function reader<S extends z.ZodType>(make: () => S): Reader<S> {
  let schema: S | undefined;
  return (value) => {
    const isFirst = schema === undefined;
    schema ??= make();
    return schema.safeParse(value, { jitless: isFirst });
  };
}
